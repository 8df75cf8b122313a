import Geodesy
import LocateRoute
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// What is learned of footage from elsewhere: some route always fits best, but not by much.
struct RoutePresenceTests {
    private static let dimension = 4
    private let vectors: [[Float]]
    private let places: [Place]

    init() {
        var generator = SeededGenerator(seed: 4)
        let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
        // 40 parallel streets of 50 places each, 300 m apart.
        places = (0..<2_000).map { index in
            Place(
                id: index,
                coordinate: plane.coordinate(
                    east: Double(index / 50) * 300, north: Double(index % 50) * 10),
                headingDegrees: 0, source: "\(index)", next: index % 50 < 49 ? [index + 1] : [])
        }
        vectors = (0..<40).flatMap { _ in Self.street(of: 50, &generator) }
    }

    /// The vectors of a street's places, which are alike as those of a street are.
    private static func street(of count: Int, _ generator: inout SeededGenerator) -> [[Float]] {
        let style = (0..<dimension).map { _ in generator.normal() }
        return (0..<count).map { _ in style.map { Float($0 + 0.5 * generator.normal()) } }
    }

    private func gallery(_ calibration: [String: Double]) -> Gallery {
        var embeddings = Embeddings(dimension: Self.dimension)
        for vector in vectors { embeddings.append(vector) }
        return Gallery(
            name: "streets", places: places, embeddings: EmbeddingMatrix(embeddings), metric: .l2,
            embedder: EmbedderRecord(name: "e", options: .empty, fingerprint: Fingerprint("0")),
            calibration: [RouteLocator.name: calibration])
    }

    private var frameCalibration: [String: Double] {
        ["residual_energy": 0.16 * Double(Self.dimension), "sharpness": 2.5, "frame_sharpness": 5]
    }

    /// Frames along a street from a place on, a second apart; nil for a street that nobody knows.
    private func frames(from start: Int?, count: Int = 30, noise: Double, seed: UInt64) -> [FrameEvidence] {
        var generator = SeededGenerator(seed: seed)
        let street = start.map { Array(vectors[$0..<$0 + count]) } ?? Self.street(of: count, &generator)
        return street.enumerated().map { index, place in
            let vector = place.map { $0 + Float(noise * generator.normal()) }
            return FrameEvidence(
                frame: index, timeSeconds: Double(index), candidates: [], embedding: vector)
        }
    }

    private func learned(noise: Double, tracks: Int = 20) -> [String: Double] {
        let tracks = (0..<tracks).map { number in
            let start = (number * 2 % 40) * 50 + number % 15
            let frames = frames(from: start, noise: noise, seed: UInt64(100 + number))
            return LabeledTrack(
                frames: frames, truths: frames.indices.map { places[start + $0].coordinate })
        }
        return RouteLocator.presence(LabeledArea(gallery: gallery(frameCalibration), tracks: tracks))
    }

    private func located(_ frames: [FrameEvidence], _ calibration: [String: Double]) throws -> Int {
        var located = 0
        let locator = try RouteLocator.make(OptionNode(.object([])))
        try locator.locate(TimedEvidence(list: frames), in: gallery(calibration)) {
            located += $0.status == .located ? 1 : 0
        }
        return located
    }

    @Test func `footage from elsewhere is located no more, and footage from here still is`() throws {
        let presence = learned(noise: 0.4)
        let lead = try #require(presence["elsewhere_lead"])
        #expect(lead > 0.1)
        let known = frameCalibration.merging(presence) { $1 }
        var (before, after, here) = (0, 0, 0)
        for seed in UInt64(1)...10 {
            let foreign = frames(from: nil, noise: 0.4, seed: 1_000 + seed)
            before += try located(foreign, frameCalibration)
            after += try located(foreign, known)
            here += try located(frames(from: Int(seed) * 150 + 7, noise: 0.4, seed: 50 + seed), known)
        }
        #expect(before > 60, "\(before) of 300 were located before")
        // Some drives lead by chance: 10 of 300 frames.
        #expect(after <= 15, "\(after) of 300 from elsewhere")
        #expect(here >= 270, "\(here) of 300 from here")
    }

    @Test func `the better frames tell places apart, the greater a lead is asked for`() throws {
        let weak = try #require(learned(noise: 0.6)["elsewhere_lead"])
        let strong = try #require(learned(noise: 0.3)["elsewhere_lead"])
        #expect(strong > weak, "\(strong), \(weak)")
    }

    @Test func `a few tracks teach nothing, nor do galleries without calibration`() {
        #expect(learned(noise: 0.4, tracks: 5).isEmpty)
        let frames = frames(from: 0, noise: 0.4, seed: 1)
        let track = LabeledTrack(frames: frames, truths: frames.indices.map { places[$0].coordinate })
        let area = LabeledArea(gallery: gallery([:]), tracks: Array(repeating: track, count: 20))
        #expect(RouteLocator.presence(area).isEmpty)
    }
}

/// Frames that know when they were taken.
private struct TimedEvidence: TrackEvidence {
    let item = "drive"
    let isTimed = true
    let list: [FrameEvidence]
    var count: Int { list.count }
    func frames(in range: Range<Int>) -> [FrameEvidence] { Array(list[range]) }
}
