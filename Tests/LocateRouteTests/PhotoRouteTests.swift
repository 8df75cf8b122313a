import Geodesy
import LocateRoute
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// Sequences in a gallery of photos that names no neighbors: 20 x 20 places 30 m apart.
struct PhotoRouteTests {
    private static let dimension = 24
    private let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
    private let vectors: [[Float]]
    private let gallery: Gallery

    init() {
        var generator = SeededGenerator(seed: 21)
        vectors = (0..<400).map { _ in (0..<Self.dimension).map { _ in Float(generator.normal()) } }
        var embeddings = Embeddings(dimension: Self.dimension)
        for vector in vectors { embeddings.append(vector) }
        let plane = plane
        gallery = Gallery(
            name: "field",
            places: (0..<400).map { index in
                Place(
                    id: index,
                    coordinate: plane.coordinate(
                        east: Double(index % 20) * 30, north: Double(index / 20) * 30),
                    headingDegrees: nil, source: "\(index)")
            }, embeddings: EmbeddingMatrix(embeddings), metric: .l2,
            embedder: EmbedderRecord(name: "e", options: .empty, fingerprint: Fingerprint("0")),
            calibration: [
                "locate.route": [
                    "residual_energy": 0.5 * Double(Self.dimension), "sharpness": 4, "frame_sharpness": 4,
                    "presence_energy": 0.75 * Double(Self.dimension), "presence_slope": 0.5, "offset_m": 8,
                ]
            ])
    }

    /// Frames near some places; nil for one that shows nothing of them.
    private func track(_ places: [Int?]) -> ListEvidence {
        var generator = SeededGenerator(seed: 4)
        return ListEvidence(
            places.enumerated().map { index, place in
                let vector = (0..<Self.dimension).map { element in
                    place.map { vectors[$0][element] + 0.7 * Float(generator.normal()) }
                        ?? 1.5 * Float(generator.normal())
                }
                return FrameEvidence(
                    frame: index, timeSeconds: Double(index) * 3, candidates: [], embedding: vector)
            })
    }

    private func fixes(_ track: ListEvidence, _ options: [(String, OptionNode.Value)] = []) throws -> [Fix] {
        let entries = options.map { OptionEntry(key: $0.0, value: OptionNode($0.1)) }
        let locator = RouteLocator(
            try RouteLocatorOptions(OptionNode(.object(entries)), of: RouteLocator.name))
        var fixes: [Fix] = []
        try locator.locate(track, in: gallery) { fixes.append($0) }
        return fixes
    }

    private func right(_ fixes: [Fix], _ places: [Int]) -> Int {
        zip(fixes, places).count { fix, place in
            let truth = gallery.places[place].coordinate
            return fix.position.map { $0.coordinate.distance(to: truth) < 25 } ?? false
        }
    }

    private let walk = Array(42..<58) + [78, 98, 118] + (0..<12).map { 117 - $0 }

    @Test func `a walk is found, whether the motion is known or not`() throws {
        #expect(right(try fixes(track(walk)), walk) >= walk.count - 1)
        #expect(right(try fixes(track(walk), [("motion", .string("speed"))]), walk) >= walk.count - 1)
        #expect(right(try fixes(track(walk), [("motion", .string("hop"))]), walk) >= walk.count - 1)
    }

    @Test func `radii hold what they say, and the runner-up lies elsewhere`() throws {
        let found = try fixes(track(walk))
        for (fix, place) in zip(found, walk) {
            guard let position = fix.position else { continue }
            #expect(
                position.accuracyMeters ?? 0 > 5 && position.accuracyMeters ?? 0 <= position.r95Meters ?? 0)
            if let other = fix.runnerUp?.placeID {
                let meters = gallery.places[other].coordinate.distance(to: position.coordinate)
                #expect(meters > 50 && other != place)
            }
        }
    }

    @Test func `cameras do not stand on places, and confidence knows it`() throws {
        let narrow = try fixes(track(walk), [("radius_m", .double(5))])
        let wide = try fixes(track(walk), [("radius_m", .double(40))])
        // Of an offset of 8 m in each direction a fifth lies within 5 m, and all within 40 m.
        #expect(narrow.allSatisfy { $0.position?.confidence ?? 0 < 0.35 })
        #expect(wide.count { $0.position?.confidence ?? 0 > 0.9 } > walk.count / 2)
    }

    @Test func `what shows nothing of the places is not located`() throws {
        let found = try fixes(track([Int?](repeating: nil, count: 20)))
        #expect(found.allSatisfy { $0.status != .located || $0.position?.confidence ?? 0 < 0.5 })
        #expect(found.count { $0.status == .noMatch } > 15)
    }

    @Test func `a long walk takes no more memory than a short one, and is found to its end`() throws {
        let long = (0..<6_000).map { frame in
            21 + (frame / 15) % 15 * 20 + (frame / 15 % 2 == 0 ? frame % 15 : 14 - frame % 15)
        }
        let found = try fixes(track(long))
        #expect(found.count == long.count && right(found, long) > 5_700)
    }
}
