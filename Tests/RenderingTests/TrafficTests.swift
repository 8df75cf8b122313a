import Geodesy
import Rendering
import StreetMap
import TestSupport
import Testing

/// What stands and moves in streets.
struct TrafficTests {
    private static func traffic(seed: UInt64 = 3) throws -> Traffic {
        var map = MapText()
        map.line([(0, 0), (0, 300), (200, 500)], ["highway": "residential", "width": "8"])
        map.line([(40, 0), (40, 300)], ["highway": "tertiary", "oneway": "yes"])
        return Traffic(
            try map.readMap().roads, seed: seed, plane: LocalPlane(origin: MapText().origin))
    }

    @Test func `what is parked is at the curb, and what drives moves on`() throws {
        let traffic = try Self.traffic()
        let straight = traffic.parkedPlaces.filter { $0.x < 20 && $0.y < 290 }
        #expect(straight.count > 5)
        #expect(straight.allSatisfy { abs(abs($0.x) - 2.95) < 0.1 })
        let (before, after) = (
            traffic.movingPlaces(timeSeconds: 10), traffic.movingPlaces(timeSeconds: 10.5)
        )
        #expect(before.count == after.count && before.count > 4)
        for (one, other) in zip(before, after) {
            let way = ((one - other) * (one - other)).sum().squareRoot()
            // Whoever comes to the end begins anew.
            #expect(way > 0.05 && (way < 7 || way > 100))
        }
    }

    @Test func `the same seed and time give the same traffic`() throws {
        #expect(
            try Self.traffic().movingPlaces(timeSeconds: 3)
                == Self.traffic().movingPlaces(timeSeconds: 3))
        #expect(try Self.traffic().parkedPlaces == Self.traffic().parkedPlaces)
        #expect(try Self.traffic().parkedPlaces != Self.traffic(seed: 4).parkedPlaces)
    }

    @Test func `a street that is longer than any has no more traffic than memory bears`() throws {
        var map = MapText()
        map.line(
            stride(from: 0.0, through: 400_000, by: 10_000).map { (0, $0) },
            ["highway": "residential", "width": "8"])
        let traffic = Traffic(
            try map.readMap().roads, seed: 1, plane: LocalPlane(origin: MapText().origin))
        #expect((100...4_000).contains(traffic.parkedPlaces.count))
        #expect((100...1_000).contains(traffic.movingPlaces(timeSeconds: 0).count))
    }

    @Test func `negative and late times have traffic too`() throws {
        let count = try Self.traffic().movingPlaces(timeSeconds: 0).count
        for time in [-1000.0, 1e9] {
            #expect(try Self.traffic().movingPlaces(timeSeconds: time).count == count)
        }
    }
}
