import Foundation
import Geodesy
import PilotageAPI
import Tensors
import TestSupport

/// One area of You Are Here: its map, its photos and its test routes.
struct PublishedArea {
    var gallery: Gallery
    var photos: Matrix
    var routes: [[Int]]

    init(_ name: String, _ feature: String, _ learned: LearnedElsewhere) throws {
        let folder = PackageFolder.sharedData.path + "/you-are-here/\(name)/"
        func table(_ file: String) throws -> [[Substring]] {
            try String(contentsOfFile: folder + file, encoding: .utf8).split(whereSeparator: \.isNewline)
                .dropFirst()
                .map {
                    $0.split(separator: ",", omittingEmptySubsequences: false)
                }
        }
        let places = try table("places.csv").map { cells in
            Place(
                id: Int(cells[0])!,
                coordinate: Coordinate(latitude: Double(cells[1])!, longitude: Double(cells[2])!),
                headingDegrees: Double(cells[3]), source: "",
                next: cells[4].split(separator: " ").compactMap { Int($0) })
        }
        routes = try table("routes.csv").map { $0.dropFirst().compactMap { Int($0) } }
        photos = try Matrix(npyFile: folder + feature + ".photo.npy")
        let map = try Matrix(npyFile: folder + feature + ".map.npy")
        let calibration = [
            "residual_energy": learned.energy, "sharpness": learned.sharpness,
            "frame_sharpness": learned.frameSharpness,
        ]
        gallery = Gallery(
            name: name, places: places,
            embeddings: EmbeddingMatrix(Embeddings(dimension: map.columns, values: map.values)),
            metric: .l2,
            embedder: EmbedderRecord(name: "e", options: .empty, fingerprint: Fingerprint("0")),
            calibration: ["locate.route": calibration])
    }

    /// Whether a place is another one or one of its neighbors.
    func isNear(_ one: Int, _ other: Int) -> Bool {
        one == other || gallery.places[one].next.contains(other)
            || gallery.places[other].next.contains(one)
    }

    /// Whether headings differ by more than 30°.
    func turns(from one: Int, to other: Int) -> Bool? {
        guard let before = gallery.places[one].headingDegrees,
            let after = gallery.places[other].headingDegrees
        else { return nil }
        return abs(remainder(after - before, 360)) > 30
    }

    /// The rows of the places most like a photo.
    private func candidates(_ photo: [Float], _ count: Int) -> [Candidate] {
        let energies = gallery.places.indices.map { row in
            zip(gallery.embeddings.row(row), photo).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        return energies.indices.sorted { energies[$0] < energies[$1] }.prefix(count).map {
            Candidate(row: $0, similarity: -energies[$0].squareRoot())
        }
    }

    func evidence(_ places: [Int], candidates count: Int = 0) -> ListEvidence {
        ListEvidence(
            places.enumerated().map { index, place in
                let photo = Array(photos.values[place * photos.columns..<(place + 1) * photos.columns])
                return FrameEvidence(
                    frame: index, timeSeconds: Double(index),
                    candidates: count > 0 ? candidates(photo, count) : [], embedding: photo)
            })
    }
}

/// What `pilotage calibrate` learned on another area.
struct LearnedElsewhere: Sendable {
    var energy: Double
    var sharpness: Double
    var frameSharpness: Double
}
