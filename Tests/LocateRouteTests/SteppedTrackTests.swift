import Geodesy
import LocateRoute
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// Footage whose frames come much faster than places.
struct SteppedTrackTests {
    private static let dimension = 16
    private static let places = 60
    private let vectors: [[Float]]
    private let gallery: Gallery

    /// A street with a place every 10 m.
    init() {
        var generator = SeededGenerator(seed: 3)
        vectors = (0..<Self.places).map { _ in
            (0..<Self.dimension).map { _ in Float(generator.normal()) }
        }
        var embeddings = Embeddings(dimension: Self.dimension)
        for vector in vectors { embeddings.append(vector) }
        let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
        gallery = Gallery(
            name: "street",
            places: (0..<Self.places).map { index in
                Place(
                    id: index, coordinate: plane.coordinate(east: 0, north: Double(index) * 10),
                    headingDegrees: 0, source: "", next: index + 1 < Self.places ? [index + 1] : [])
            }, embeddings: EmbeddingMatrix(embeddings), metric: .l2,
            embedder: EmbedderRecord(name: "none", options: .empty, fingerprint: Fingerprint("0")),
            calibration: ["locate.route": ["residual_energy": 0.8 * Double(Self.dimension), "sharpness": 2]])
    }

    /// A drive at 8 m/s of 40 s, and where it was.
    private func drive(framesPerSecond: Double, damaged: Set<Int> = []) -> (track: ListEvidence, truth: [Int])
    {
        var generator = SeededGenerator(seed: 9)
        let count = Int(40 * framesPerSecond)
        let truth = (0..<count).map { Int((Double($0) / framesPerSecond * 0.8).rounded()) }
        let frames = truth.enumerated().map { index, place in
            let vector = vectors[place].map { $0 + 0.9 * Float(generator.normal()) }
            return FrameEvidence(
                frame: index, timeSeconds: Double(index) / framesPerSecond, candidates: [],
                embedding: damaged.contains(index) ? [] : vector)
        }
        return (ListEvidence(frames, isTimed: true), truth)
    }

    private func fixes(_ track: ListEvidence, _ options: [(String, OptionNode.Value)] = []) throws -> [Fix] {
        let entries = options.map { OptionEntry(key: $0.0, value: OptionNode($0.1)) }
        let locator = RouteLocator(
            try RouteLocatorOptions(OptionNode(.object(entries)), of: RouteLocator.name))
        var fixes: [Fix] = []
        try locator.locate(track, in: gallery) { fixes.append($0) }
        return fixes
    }

    private func right(_ fixes: [Fix], _ truth: [Int]) -> Int {
        zip(fixes, truth).count { fix, place in
            fix.match.map { abs($0.placeID - place) <= 2 } ?? false
        }
    }

    @Test(arguments: [1, 2, 5, 25.0]) func `a drive is followed however fast its frames come`(rate: Double)
        throws
    {
        let (track, truth) = drive(framesPerSecond: rate)
        let fixes = try fixes(track)
        #expect(fixes.map(\.frame) == Array(truth.indices) && fixes.count == truth.count)
        #expect(right(fixes, truth) >= truth.count * 9 / 10)
    }

    @Test func `frames that come faster do not make an answer surer`() throws {
        func confidence(_ rate: Double) throws -> Double {
            let fixes = try fixes(drive(framesPerSecond: rate).track)
            return fixes.reduce(0) { $0 + ($1.position?.confidence ?? 0) } / Double(fixes.count)
        }
        #expect(try confidence(25) <= confidence(1) + 0.05)
    }

    @Test func `damaged frames are passed over, and stay undecodable`() throws {
        let damaged = Set(stride(from: 0, to: 200, by: 5))
        let (track, truth) = drive(framesPerSecond: 5, damaged: damaged)
        let fixes = try fixes(track)
        #expect(Set(fixes.filter { $0.status == .undecodable }.map(\.frame)) == damaged)
        #expect(right(fixes, truth) >= truth.count * 7 / 10)
    }

    @Test func `live, no frame is answered by a later one`() throws {
        let (track, _) = drive(framesPerSecond: 5)
        let live: [(String, OptionNode.Value)] = [("smoothing", .bool(false))]
        let all = try fixes(track, live)
        let part = try fixes(ListEvidence(Array(track.list.prefix(93)), isTimed: true), live)
        #expect(zip(all, part).allSatisfy { $0.match?.placeID == $1.match?.placeID })
    }
}
