import Foundation
import Geodesy
import LocateRoute
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// A walk along a street of places whose vectors are random, seen with noise.
struct RouteLocatorTests {
    private static let dimension = 12
    private let gallery: Gallery
    private let vectors: [[Float]]

    init() {
        var generator = SeededGenerator(seed: 11)
        let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
        vectors = (0..<200).map { _ in (0..<Self.dimension).map { _ in Float(generator.normal()) } }
        var embeddings = Embeddings(dimension: Self.dimension)
        for vector in vectors { embeddings.append(vector) }
        let places = (0..<200).map { index in
            // Two parallel streets of 100 places each, 1 km apart.
            Place(
                id: index,
                coordinate: plane.coordinate(
                    east: Double(index / 100) * 1000, north: Double(index % 100) * 10),
                headingDegrees: 0, source: "\(index)", next: index % 100 < 99 ? [index + 1] : [])
        }
        gallery = Gallery(
            name: "streets", places: places, embeddings: EmbeddingMatrix(embeddings), metric: .l2,
            embedder: EmbedderRecord(name: "e", options: .empty, fingerprint: Fingerprint("0")),
            calibration: ["locate.route": ["residual_energy": Double(Self.dimension)]])
    }

    /// Frames at some places, as noisy as the places differ; nil for a frame from elsewhere.
    private func track(_ places: [Int?], seed: UInt64 = 1, damaged: Set<Int> = []) -> ListEvidence {
        var generator = SeededGenerator(seed: seed)
        let frames = places.enumerated().map { index, place in
            let vector = (0..<Self.dimension).map { element in
                Float(generator.normal()) + (place.map { vectors[$0][element] } ?? 0)
            }
            return FrameEvidence(
                frame: index, timeSeconds: Double(index), candidates: [],
                embedding: damaged.contains(index) ? [] : vector)
        }
        return ListEvidence(frames)
    }

    private func fixes(
        _ track: ListEvidence, _ options: [String: OptionNode.Value] = [:], mostPlaces: Int = 100_000
    ) throws -> [Fix] {
        let entries = options.sorted { $0.key < $1.key }.map {
            OptionEntry(key: $0.key, value: OptionNode($0.value))
        }
        let locator = RouteLocator(
            try RouteLocatorOptions(OptionNode(.object(entries)), of: RouteLocator.name),
            mostPlaces: mostPlaces)
        var fixes: [Fix] = []
        try locator.locate(track, in: gallery) { fixes.append($0) }
        return fixes
    }

    private func right(_ fixes: [Fix], _ truth: [Int?]) -> Int {
        zip(fixes, truth).count { $0.match?.placeID == $1 }
    }

    @Test func `a sequence is right where its frames by themselves are not`() throws {
        let truth = Array(20..<50)
        let together = try fixes(track(truth))
        let alone = try truth.indices.flatMap { index in
            try fixes(ListEvidence([track(truth).list[index]]))
        }
        #expect(right(alone, truth) < 22)
        #expect(right(together, truth) == 30)
        #expect(together.allSatisfy { $0.status == .located && $0.position?.confidence ?? 0 > 0.9 })
    }

    @Test func `places outside the region are never answered`() throws {
        let truth = Array(20..<50)
        let region = Array(100..<200)
        let fixes = try fixes(ListEvidence(track(truth).list, rows: region))
        #expect(fixes.allSatisfy { region.contains($0.match?.placeID ?? -1) })
        #expect(fixes.allSatisfy { $0.status != .located })
        let inside = try self.fixes(ListEvidence(track(Array(120..<140)).list, rows: region))
        #expect(right(inside, Array(120..<140)) == 20)
    }

    @Test func `a cut costs a few frames, not the track`() throws {
        let truth = Array(10..<30) + Array(150..<170)
        let fixes = try fixes(track(truth))
        #expect(right(fixes, truth) >= 38)
        #expect(right(Array(fixes.suffix(15)), Array(truth.suffix(15))) == 15)
    }

    @Test func `a cut that is known costs nothing`() throws {
        let truth = Array(10..<30) + Array(150..<170)
        var frames = track(truth).list
        frames[20].beginsShot = true
        let known = try fixes(ListEvidence(frames))
        #expect(right(known, truth) >= right(try fixes(track(truth)), truth))
        #expect(right(Array(known.prefix(20)), Array(truth.prefix(20))) == 20)
        // The shot before tells nothing of the one behind: it is as if that came by itself.
        let alone = try fixes(ListEvidence(Array(frames[20...])))
        #expect(alone.map(\.match?.placeID) == known[20...].map(\.match?.placeID))
    }

    @Test func `an item longer than a window is answered to its end`() throws {
        // More frames than a window holds at 200 places and 198 edges.
        let truth = (0..<14_000).map { frame in (frame / 100) % 2 == 0 ? frame % 100 : 100 + frame % 100 }
        var frames = track(truth).list
        for cut in stride(from: 100, to: frames.count, by: 100) { frames[cut].beginsShot = true }
        let long = try fixes(ListEvidence(frames))
        #expect(long.count == frames.count && long.map(\.frame) == frames.map(\.frame))
        #expect(right(long, truth) > 13_300)
    }

    /// The same frames with the rows of the places most like each.
    private func withCandidates(_ track: ListEvidence, _ limit: Int, rows: [Int]? = nil) -> ListEvidence {
        let frames = track.list.map { frame in
            let energies = vectors.map { place in
                zip(place, frame.embedding).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            }
            let best = (rows ?? Array(vectors.indices)).sorted { energies[$0] < energies[$1] }.prefix(limit)
            var frame = frame
            frame.candidates =
                frame.isDamaged ? [] : best.map { Candidate(row: $0, similarity: -energies[$0]) }
            return frame
        }
        return ListEvidence(frames, rows: rows)
    }

    @Test func `in a large gallery candidates are enough`() throws {
        let truth = (0..<700).map { $0 % 90 }
        var plain = track(truth, damaged: [5, 300]).list
        for cut in stride(from: 90, to: 700, by: 90) { plain[cut].beginsShot = true }
        let whole = try fixes(ListEvidence(plain))
        let some = try fixes(withCandidates(ListEvidence(plain), 8), mostPlaces: 150)
        #expect(some.map(\.frame) == Array(0..<700))
        // Of 200 places at most 150 are looked at at a time.
        #expect(right(some, truth) > right(whole, truth) * 9 / 10)
        #expect(some[300].status == .undecodable)
    }

    @Test func `in a large gallery places outside the region are never answered`() throws {
        let region = Array(100..<200)
        let track = withCandidates(track(Array(20..<50)), 8, rows: region)
        let fixes = try fixes(track, mostPlaces: 50)
        #expect(fixes.count == 30 && fixes.allSatisfy { region.contains($0.match?.placeID ?? -1) })
    }

    @Test func `where no frame has a candidate nothing is found`() throws {
        let frames = track(Array(20..<30)).list
        let inEmptyRegion = try self.fixes(ListEvidence(frames, rows: []))
        #expect(inEmptyRegion.count == 10 && inEmptyRegion.allSatisfy { $0.status == .noMatch })
        let fixes = try fixes(ListEvidence(frames), mostPlaces: 50)
        #expect(fixes.count == 10 && fixes.allSatisfy { $0.status == .noMatch && $0.match == nil })
    }

    @Test func `frames from elsewhere and damaged ones do not lead astray`() throws {
        let truth: [Int?] = (10..<40).map { $0 % 7 == 0 ? nil : $0 }
        let fixes = try fixes(track(truth, damaged: [3, 4]))
        #expect(fixes[3].status == .undecodable && fixes[3].position == nil)
        let known = zip(fixes, truth).filter { $0.0.status != .undecodable && $0.1 != nil }
        #expect(known.allSatisfy { $0.0.match?.placeID == $0.1 })
    }

    @Test func `where no street bends, it does not matter whether the camera turned`() throws {
        let plain = track([20, 20, 21, 22, 22, 22, 23, 24])
        let frames = plain.list.map { frame in
            var frame = frame
            frame.turned = false
            return frame
        }
        let options: [String: OptionNode.Value] = ["hops": .string("0.4 0.6")]
        let (with, without) = (try fixes(ListEvidence(frames), options), try fixes(plain, options))
        let differences = zip(with, without).map {
            abs(($0.position?.confidence ?? 0) - ($1.position?.confidence ?? 0))
        }
        #expect(with.map(\.match?.placeID) == without.map(\.match?.placeID))
        #expect((differences.max() ?? 1) < 1e-4)
    }

    @Test func `without smoothing a frame knows nothing of later ones`() throws {
        let truth = Array(20..<50)
        let whole = track(truth)
        let some = try fixes(ListEvidence(Array(whole.list.prefix(10))), ["smoothing": .bool(false)])
        let all = try fixes(whole, ["smoothing": .bool(false)])
        #expect(Array(all.prefix(10)) == some)
        #expect(right(Array(all.suffix(20)), Array(truth.suffix(20))) == 20)
    }

    @Test func `standing and skipping are followed as far as the hops allow`() throws {
        let truth = [20, 20, 21, 22, 24, 24, 25, 26, 28, 29, 30, 30, 31, 33, 34, 35]
        let fixes = try fixes(track(truth), ["hops": .string("0.2 0.6 0.2")])
        #expect(right(fixes, truth) >= 14)
    }

    @Test(arguments: ["0 0", "1 x", "-1 2", "nan", "", "1 1 1 1 1 1 1 1 1"])
    func `what are no probabilities is refused`(hops: String) {
        #expect(throws: (any Error).self) { try fixes(track([1]), ["hops": .string(hops)]) }
    }

    @Test func `an item without frames has no fixes`() throws { #expect(try fixes(track([])).isEmpty) }
}
