import Geodesy
import Rendering
import Testing

/// Cameras that are not quite where they are said to be.
struct PoseErrorTests {
    private let camera = Camera(
        at: Coordinate(latitude: 48, longitude: 11), heightMeters: 1, headingDegrees: 359.5)

    @Test func `a pose is off by at most what was asked for`() {
        for seed in 0..<200 as Range<UInt64> {
            let other = PoseError(seed: seed, meters: 5, degrees: 4, upMeters: 2).applied(to: camera)
            #expect(other.coordinate.distance(to: camera.coordinate) <= 5.01)
            let turn = (other.headingDegrees - camera.headingDegrees + 540)
                .truncatingRemainder(dividingBy: 360)
            #expect(abs(turn - 180) <= 4.0001)
            #expect((0..<360).contains(other.headingDegrees))
            #expect(abs(other.pitchDegrees) <= 1 && abs(other.rollDegrees) <= 1)
            #expect((0...3).contains(other.heightMeters))
        }
    }

    @Test func `a seed always gives the same error, and another one another`() {
        let error = PoseError(seed: 1, meters: 5, degrees: 4)
        #expect(error == PoseError(seed: 1, meters: 5, degrees: 4))
        #expect(error != PoseError(seed: 2, meters: 5, degrees: 4))
    }

    @Test func `errors fill their range`() {
        let errors = (0..<300 as Range<UInt64>).map { PoseError(seed: $0, meters: 10, degrees: 4) }
        let far = errors.count { ($0.eastMeters * $0.eastMeters + $0.northMeters * $0.northMeters) > 50 }
        #expect((110...190).contains(far), "half of a circle's area lies beyond 0.71 of its radius")
        #expect(errors.contains { $0.headingDegrees > 3 } && errors.contains { $0.headingDegrees < -3 })
    }

    @Test func `no error changes nothing`() {
        #expect(PoseError(seed: 3, meters: 0, degrees: 0).applied(to: camera) == camera)
    }
}
