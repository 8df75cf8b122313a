import Foundation
import Geodesy
import PilotageAPI
import Tensors

/// Following a route, beside NumPy.
enum RouteCase {
    static let benchmark = BenchmarkCase(
        name: "route",
        summary: "a route of 200 frames among 5,000 and 20,000 places, beside NumPy",
        run: run)

    private static let dimension = 16
    private static let frames = 200

    private static func run(_ bench: Workbench) throws -> [Figure] {
        try [5_000, 20_000].map { count in
            let town = Town(places: count, frames: frames, dimension: dimension)
            let locator = try bench.registry.routeLocator()
            var end: Int?
            // What is prepared of a gallery is prepared once.
            try locator.locate(town.evidence, in: town.gallery) { end = $0.match?.placeID }
            let rounds = bench.rounds(9)
            let times = try interleaved(
                rounds: rounds, [{ try locator.locate(town.evidence, in: town.gallery) { _ in } }])
            let peer = try NumPyFilter.follow(
                places: try bench.store(town.vectors.flatMap { $0 }, "route-places-\(count)"),
                frames: try bench.store(town.evidence.list.flatMap(\.embedding), "route-frames-\(count)"),
                ways: try bench.store(town.ways.map { Int32($0) }, "route-ways-\(count)"),
                dimension: dimension, rounds: rounds)
            guard end == town.end, peer.end == town.end else {
                throw BenchmarkError(
                    "the route ends at \(town.end), but at \(end ?? -1) for us and at \(peer.end) for NumPy")
            }
            return Figure.times(
                "route.numpy.\(count)",
                "a frame of \(count) places: forward, backward and best path",
                ours: times[0] / Double(frames), peer: peer.seconds / Double(frames), by: "NumPy",
                target: .atLeast(1))
        }
    }
}

/// Streets with a crossing at every fifteenth place, each place with a vector of its own, and a walk through them.
private struct Town {
    let gallery: Gallery
    let vectors: [[Float]]
    /// From and to, by turns.
    let ways: [Int]
    let evidence: WalkEvidence
    let end: Int

    init(places count: Int, frames: Int, dimension: Int) {
        var random = SeededGenerator(seed: 5)
        let vectors = (0..<count).map { _ in (0..<dimension).map { _ in Float(random.normal()) } }
        let next = (0..<count).map { place in
            place % 15 == 0 ? [(place + 1) % count, (place + count / 3) % count] : [(place + 1) % count]
        }
        var place = 0
        // What a frame is off by resembles what the one before was off by, as it does on real routes.
        var residual = (0..<dimension).map { _ in random.normal() }
        let list = (0..<frames).map { index in
            if index > 0 { place = next[place][next[place].count > 1 && random.uniform() < 0.5 ? 1 : 0] }
            residual = residual.map { 0.7 * $0 + 0.51.squareRoot() * random.normal() }
            let vector = zip(vectors[place], residual).map { $0 + Float(0.9 * $1) }
            return FrameEvidence(
                frame: index, timeSeconds: Double(index), candidates: [], embedding: vector)
        }
        end = place
        evidence = WalkEvidence(list: list)
        ways = next.enumerated().flatMap { from, ends in ends.flatMap { [from, $0] } }
        var embeddings = Embeddings(dimension: dimension)
        for vector in vectors { embeddings.append(vector) }
        let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
        gallery = Gallery(
            name: "town",
            places: (0..<count).map {
                Place(
                    id: $0,
                    coordinate: plane.coordinate(east: Double($0 % 100) * 10, north: Double($0 / 100) * 10),
                    headingDegrees: nil, source: "", next: next[$0])
            },
            embeddings: EmbeddingMatrix(embeddings), metric: .l2,
            embedder: EmbedderRecord(name: "none", options: .empty, fingerprint: Fingerprint("0")),
            calibration: ["locate.route": ["residual_energy": 0.81 * Double(dimension)]])
        self.vectors = vectors
    }
}

private struct WalkEvidence: TrackEvidence {
    let item = "walk"
    let list: [FrameEvidence]
    var count: Int { list.count }
    func frames(in range: Range<Int>) -> [FrameEvidence] { Array(list[range]) }
}

extension Workbench {
    /// A file of bare numbers.
    fileprivate func store<Number>(_ numbers: [Number], _ name: String) throws -> String {
        try file(name) { path in try numbers.withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) } }
    }
}
