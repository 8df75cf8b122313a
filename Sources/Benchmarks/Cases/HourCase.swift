import Foundation
import Geodesy
import PilotageAPI
import Tensors

/// An hour of frames a second apart through the whole program, followed among many places.
enum HourCase {
    static let benchmark = BenchmarkCase(
        name: "hour",
        summary:
            "`pilotage run` over 3,600 frames among 100,000 places, and among 200,000 by their candidates",
        run: run)

    private static let dimension = 64
    /// What a run may take, the gallery included, in bytes.
    private static let memoryLimit = 400e6

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let frames = bench.isQuick ? 600 : 3_600
        return try [100_000, 200_000].flatMap { places in
            let hour = try bench.hour(Town(places: places, frames: frames, dimension: dimension))
            let usage = try bench.pilotageRun(hour.manifest)
            let right = zip(try found(hour.output), hour.truth).count { $0 == $1 }
            guard Double(right) >= 0.99 * Double(frames) else {
                throw BenchmarkError("\(right) of \(frames) frames were found among \(places) places")
            }
            let what = "\(frames) frames among \(places) places"
            return [
                Figure(
                    name: "hour.time.\(places)", what: "\(what), \(right) of them right",
                    ours: .time(usage.seconds), peerName: "", peer: nil, ratio: nil, target: .none),
                Figure(
                    name: "hour.memory.\(places)", what: "\(what): peak", ours: .megabytes(usage.peakBytes),
                    peerName: "", peer: nil, ratio: nil, target: .atMost(memoryLimit / 1e6)),
            ]
        }
    }

    /// The places that were answered, by frame.
    private static func found(_ output: String) throws -> [Int?] {
        let lines = try String(contentsOfFile: "\(output)/fixes.csv", encoding: .utf8).split(separator: "\n")
        guard let column = lines.first?.split(separator: ",").firstIndex(of: "place_id") else { return [] }
        return lines.dropFirst().map {
            Int($0.split(separator: ",", omittingEmptySubsequences: false)[column])
        }
    }
}

extension Workbench {
    /// The files of a walk: what runs it, where results go, and where it went.
    fileprivate func hour(_ town: Town) throws -> (manifest: String, output: String, truth: [Int]) {
        let places = town.gallery.places
        let name = "town-\(places.count)-\(town.walk.count)"
        let files = try folder(name) { path in
            try write(Matrix(town.vectors), "\(path)/places.npy")
            try write(Matrix(town.evidence.list.map(\.embedding)), "\(path)/frames.npy")
            let rows = places.map { place in
                let next = place.next.map(String.init).joined(separator: " ")
                return "\(place.id),\(place.coordinate.latitude),\(place.coordinate.longitude),\(next)"
            }
            try (["id,lat,lon,next"] + rows).joined(separator: "\n").write(
                toFile: "\(path)/places.csv", atomically: true, encoding: .utf8)
            note("  building a gallery of \(places.count) places")
            try ChildProcess.run([
                try pilotage(), "gallery", "build", "--embeddings", "\(path)/places.npy", "--places",
                "\(path)/places.csv", "--metric", "l2", "--output", "\(path)/town.gallery",
            ])
            try """
            {"pilotage": 1, "gallery": "town.gallery", "items": ["frames.npy"], "locate": {"use": "locate.route"},
            "report": [{"use": "report.csv", "path": "fixes.csv"}]}
            """.write(toFile: "\(path)/hour.json", atomically: true, encoding: .utf8)
        }
        return ("\(files)/hour.json", "\(files)/hour.run", town.walk)
    }

    /// `pilotage run` over a manifest, anew.
    fileprivate func pilotageRun(_ manifest: String) throws -> ChildProcess.Usage {
        try ChildProcess.run([try pilotage(), "run", manifest, "--fresh", "--progress", "none"])
    }

    private func write(_ matrix: Matrix, _ path: String) throws {
        try Data(matrix.npyBytes()).write(to: URL(filePath: path))
    }
}
