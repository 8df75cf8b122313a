import Geodesy
import PilotageAPI
import Tensors

/// Streets with a crossing at every fifteenth place, each place with a vector of its own, and a walk through them.
struct Town {
    let gallery: Gallery
    let vectors: [[Float]]
    /// From and to, by turns.
    let ways: [Int]
    let evidence: WalkEvidence
    /// The place of every frame.
    let walk: [Int]
    var end: Int { walk.last ?? 0 }

    init(places count: Int, frames: Int, dimension: Int) {
        var random = SeededGenerator(seed: 5)
        let vectors = (0..<count).map { _ in (0..<dimension).map { _ in Float(random.normal()) } }
        let next = (0..<count).map { place in
            place % 15 == 0 ? [(place + 1) % count, (place + count / 3) % count] : [(place + 1) % count]
        }
        var walk = [0]
        // What a frame is off by resembles what the one before was off by, as it does on real routes.
        var residual = (0..<dimension).map { _ in random.normal() }
        let list = (0..<frames).map { index in
            if index > 0 {
                let ways = next[walk[index - 1]]
                walk.append(ways[ways.count > 1 && random.uniform() < 0.5 ? 1 : 0])
            }
            residual = residual.map { 0.7 * $0 + 0.51.squareRoot() * random.normal() }
            let vector = zip(vectors[walk[index]], residual).map { $0 + Float(0.9 * $1) }
            return FrameEvidence(
                frame: index, timeSeconds: Double(index), candidates: [], embedding: vector)
        }
        self.walk = walk
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

/// A walk as a locator is given it.
struct WalkEvidence: TrackEvidence {
    let item = "walk"
    let list: [FrameEvidence]
    var count: Int { list.count }
    func frames(in range: Range<Int>) -> [FrameEvidence] { Array(list[range]) }
}
