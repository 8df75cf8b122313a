import Geodesy
import LocateRoute
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// What is learned from places of a gallery as footage shows them.
struct RouteRehearsalTests {
    private let places: [Place]

    init() {
        let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
        places = (0..<900).map { index in
            Place(
                id: index,
                coordinate: plane.coordinate(east: Double(index % 30) * 12, north: Double(index / 30) * 60),
                headingDegrees: 90, source: "", next: index % 30 < 29 ? [index + 1] : [])
        }
    }

    /// Frames that are as like to places as chance has it, and by `signal` more so near where they were taken.
    private func learned(signal: Double, frames: Int = 500, seed: UInt64) -> [String: Double] {
        var generator = SeededGenerator(seed: seed)
        let samples = (0..<frames).map { _ in
            let truth = places[generator.index(below: places.count)]
            let candidates = places.map { place in
                let likeness = place.coordinate.distance(to: truth.coordinate) < 20 ? signal : 0
                return (place: place, similarity: Float(0.3 + likeness + 0.1 * generator.normal()))
            }
            return CalibrationSample(
                truth: truth,
                candidates: Array(candidates.sorted { $0.similarity > $1.similarity }.prefix(50)))
        }
        return RouteLocator.calibrate(samples, metric: .cosine)
    }

    @Test(arguments: 1...8) func `similarities by chance teach nothing`(seed: UInt64) {
        #expect(learned(signal: 0, seed: seed).isEmpty)
    }

    @Test func `similarities that tell where a frame was taken teach how much they tell`() throws {
        let weak = try #require(learned(signal: 0.15, seed: 1)["frame_sharpness"])
        let strong = try #require(learned(signal: 0.3, seed: 1)["frame_sharpness"])
        #expect(weak > 0.5 && strong > weak, "\(weak), \(strong)")
    }
}
