import LocateRoute
import Testing

struct RouteMotionTests {
    private func hops(_ motion: RouteMotion, after seconds: Double) -> [Float] {
        guard case .hops(let hops) = motion.move(after: seconds) else { return [] }
        return hops
    }

    @Test func `hops do not depend on time`() { #expect(hops(.hops([0, 1]), after: 7) == [0, 1]) }

    @Test func `by speed every distance up to the greatest is as likely, and standing a little more`() {
        let hops = hops(.speed(maximum: 10, hopMeters: 10), after: 2)
        #expect(hops.count == 3 && abs(hops.reduce(0, +) - 1) < 1e-6)
        #expect(hops[1] > hops[2] && hops[0] > hops[2])
    }

    @Test(arguments: [0.01, 0.2, 0.5]) func `however short the time is, the camera gets on`(seconds: Double) {
        let hops = hops(.speed(maximum: 10, hopMeters: 10), after: seconds)
        #expect(hops.count == 2 && abs(hops.reduce(0, +) - 1) < 1e-6)
        #expect(abs(Double(hops[1]) - 0.9 * seconds / 2) < 1e-6)
    }

    @Test(arguments: [0, -1, Double.nan]) func `no time means no way`(seconds: Double) {
        #expect(hops(.speed(maximum: 10, hopMeters: 10), after: seconds) == [1])
    }

    @Test(arguments: [5.0, 1e300]) func `after long enough the camera may be anywhere`(seconds: Double) {
        guard case .cut = RouteMotion.speed(maximum: 150, hopMeters: 10).move(after: seconds) else {
            Issue.record("it is taken to be near after \(seconds) s")
            return
        }
        #expect(hops(.speed(maximum: 150, hopMeters: 10), after: 2.6).count == 40)
    }
}
