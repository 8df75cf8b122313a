import Foundation
import Geodesy
import LocateNearest
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// A street of places 10 m apart. A frame's similarity to a place falls with their distance, with noise; frames from
/// elsewhere are like nothing.
struct Street {
    let places: [Place]
    private let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
    private let noise: Double

    init(count: Int = 300, noise: Double) {
        self.noise = noise
        let plane = plane
        places = (0..<count).map { index in
            Place(
                id: index, coordinate: plane.coordinate(east: 0, north: 10 * Double(index)),
                headingDegrees: 0,
                source: "\(index)")
        }
    }

    /// A frame taken at a place, matched against all other places.
    func sample(at index: Int, _ generator: inout SeededGenerator) -> CalibrationSample {
        let candidates = places.filter { $0.id != index }.map { place in
            let distance = places[index].coordinate.distance(to: place.coordinate)
            return (place: place, similarity: Float(exp(-distance / 20) + noise * generator.normal()))
        }
        return CalibrationSample(truth: places[index], candidates: best(candidates))
    }

    /// A frame from elsewhere.
    func stranger(_ generator: inout SeededGenerator) -> CalibrationSample {
        let candidates = places.map { (place: $0, similarity: Float(noise * generator.normal())) }
        return CalibrationSample(truth: places[0], candidates: best(candidates))
    }

    func samples(_ generator: inout SeededGenerator) -> [CalibrationSample] {
        places.indices.map { sample(at: $0, &generator) }
    }

    private func best(_ candidates: [(place: Place, similarity: Float)]) -> [(
        place: Place, similarity: Float
    )] {
        Array(candidates.sorted { $0.similarity > $1.similarity }.prefix(50))
    }
}

struct NearestLocatorTests {
    private func gallery(_ street: Street, _ calibration: [String: Double]) -> Gallery {
        Gallery(
            name: "street", places: street.places,
            embeddings: EmbeddingMatrix(
                Embeddings(dimension: 1, values: [Float](repeating: 0, count: street.places.count))),
            metric: .cosine,
            embedder: EmbedderRecord(name: "e", options: .empty, fingerprint: Fingerprint("0")),
            calibration: calibration.isEmpty ? [:] : ["locate.nearest": calibration])
    }

    private func fixes(
        _ samples: [CalibrationSample], _ street: Street, _ calibration: [String: Double], radius: Double = 25
    ) throws -> [Fix] {
        let node = OptionNode(.object([OptionEntry(key: "radius_m", value: OptionNode(.double(radius)))]))
        let locator = NearestLocator(try NearestLocatorOptions(node, of: NearestLocator.name))
        let frames = samples.enumerated().map { index, sample in
            FrameEvidence(
                frame: index, timeSeconds: Double(index),
                candidates: sample.candidates.map { Candidate(row: $0.place.id, similarity: $0.similarity) },
                embedding: [0])
        }
        var fixes: [Fix] = []
        try locator.locate(ListEvidence(frames), in: gallery(street, calibration)) { fixes.append($0) }
        return fixes
    }

    private func error(_ fix: Fix, _ sample: CalibrationSample) -> Double? {
        fix.position.map { $0.coordinate.distance(to: sample.truth.coordinate) }
    }

    @Test(arguments: [0.05, 0.15, 0.25], [15.0, 25, 60])
    func `confidences come true as often as they say`(noise: Double, radius: Double) throws {
        let street = Street(noise: noise)
        var generator = SeededGenerator(seed: 1)
        let calibration = NearestLocator.calibrate(street.samples(&generator), metric: .cosine)
        let fresh = (0..<5).flatMap { _ in street.samples(&generator) }
        let found = try fixes(fresh, street, calibration, radius: radius)
        let outcomes = zip(found, fresh).compactMap { fix, sample in
            fix.position.map {
                ($0.confidence, $0.coordinate.distance(to: sample.truth.coordinate) <= radius)
            }
        }
        let said = outcomes.reduce(0) { $0 + $1.0 } / Double(outcomes.count)
        let came = Double(outcomes.count { $0.1 }) / Double(outcomes.count)
        // Some frames are supposed to come from outside, so confidences of those inside may stay below by as much.
        #expect(said <= came + 0.03)
        #expect(said >= came * 0.7 - 0.03)
    }

    @Test func `similarities by chance promise no more than chance`() throws {
        let street = Street(count: 1_000, noise: 0.1)
        var generator = SeededGenerator(seed: 6)
        func frames() -> [CalibrationSample] {
            street.places.indices.map { index in
                var frame = street.stranger(&generator)
                frame.truth = street.places[index]
                return frame
            }
        }
        let calibration = NearestLocator.calibrate(frames(), metric: .cosine)
        let found = try fixes(frames(), street, calibration)
        #expect(found.allSatisfy { $0.status != .located && ($0.position?.confidence ?? 0) < 0.05 })
    }

    @Test func `frames from elsewhere have no match`() throws {
        let street = Street(noise: 0.08)
        var generator = SeededGenerator(seed: 2)
        let calibration = NearestLocator.calibrate(street.samples(&generator), metric: .cosine)
        let strangers = try fixes((0..<200).map { _ in street.stranger(&generator) }, street, calibration)
        #expect(strangers.count { $0.status == .noMatch } >= 190)
        #expect(strangers.allSatisfy { $0.status != .located })
        let residents = try fixes(street.samples(&generator), street, calibration)
        #expect(residents.count { $0.status == .noMatch } <= 15)
    }

    @Test func `stated radii hold their share of the errors`() throws {
        let street = Street(noise: 0.15)
        var generator = SeededGenerator(seed: 3)
        let calibration = NearestLocator.calibrate(street.samples(&generator), metric: .cosine)
        let fresh = (0..<5).flatMap { _ in street.samples(&generator) }
        let found = try fixes(fresh, street, calibration)
        let pairs = zip(found, fresh).compactMap { fix, sample in
            fix.position?.accuracyMeters.flatMap { radius in error(fix, sample).map { $0 <= radius } }
        }
        #expect(pairs.count > 1000)
        #expect(Double(pairs.count { $0 }) / Double(pairs.count) >= 0.65)
    }

    @Test func `a wider radius is never less likely`() throws {
        let street = Street(noise: 0.2)
        var generator = SeededGenerator(seed: 4)
        let samples = street.samples(&generator)
        let calibration = NearestLocator.calibrate(samples, metric: .cosine)
        var least = [Double](repeating: 0, count: samples.count)
        for radius in [1.0, 3, 7, 25, 26, 90, 1000, 2500] {
            let now = try fixes(samples, street, calibration, radius: radius).map {
                $0.position?.confidence ?? 0
            }
            #expect(zip(least, now).allSatisfy { $0 <= $1 + 1e-12 })
            least = now
        }
        #expect(least.allSatisfy { $0 < 1 })
    }

    @Test func `too few samples teach nothing, and fixes say so`() throws {
        let street = Street(count: 10, noise: 0.1)
        var generator = SeededGenerator(seed: 5)
        let samples = street.samples(&generator)
        #expect(NearestLocator.calibrate(samples, metric: .cosine).isEmpty)
        for fix in try fixes(samples, street, [:]) {
            #expect(fix.status == .ambiguous)
            #expect(fix.position?.confidence == 0.1)
            #expect(fix.position?.accuracyMeters == nil)
        }
    }

    @Test func `the runner-up is the best place elsewhere`() throws {
        let street = Street(noise: 0)
        var generator = SeededGenerator(seed: 6)
        let fix = try fixes([street.sample(at: 100, &generator)], street, [:])[0]
        #expect(fix.match.map { [99, 101].contains($0.placeID) } == true)
        let apart = street.places[fix.match?.placeID ?? 0].coordinate.distance(
            to: street.places[fix.runnerUp?.placeID ?? 0].coordinate)
        #expect(apart > 50 && apart < 71)
    }

    @Test func `damaged frames and frames without candidates have no position`() throws {
        let street = Street(count: 3, noise: 0)
        let locator = NearestLocator(NearestLocatorOptions.defaults)
        let frames = [
            FrameEvidence(frame: 0, timeSeconds: 0, candidates: [], embedding: []),
            FrameEvidence(frame: 1, timeSeconds: 1, candidates: [], embedding: [0]),
        ]
        var statuses: [Fix.Status] = []
        try locator.locate(ListEvidence(frames), in: gallery(street, [:])) {
            statuses.append($0.status)
            #expect($0.position == nil && $0.match == nil)
        }
        #expect(statuses == [.undecodable, .noMatch])
    }

    @Test func `a damaged calibration counts as none`() throws {
        let street = Street(noise: 0.1)
        var generator = SeededGenerator(seed: 7)
        let samples = street.samples(&generator)
        var calibration = NearestLocator.calibrate(samples, metric: .cosine)
        calibration["ceiling"] = 7
        #expect(try fixes(samples, street, calibration).allSatisfy { $0.position?.confidence == 0.1 })
    }

    @Test func `alike outcomes never make certain`() {
        let street = Street(count: 30, noise: 0)
        var generator = SeededGenerator(seed: 8)
        let calibration = NearestLocator.calibrate(street.samples(&generator), metric: .cosine)
        #expect(calibration["ceiling"] == 31.0 / 32)
    }
}

/// Galleries from which nothing can be learned about footage from elsewhere.
struct SingleSpotTests {
    @Test func `a gallery of a single spot teaches nothing`() {
        var generator = SeededGenerator(seed: 5)
        // Eight places over 70 m, seen again and again: nothing lies far enough away to stand for elsewhere.
        let street = Street(count: 8, noise: 0.02)
        let samples = (0..<10).flatMap { _ in street.samples(&generator) }
        #expect(NearestLocator.calibrate(samples, metric: .cosine).isEmpty)
    }
}
