import Foundation
import Geodesy
import Testing

struct CircleUnionTests {
    private static let origin = Coordinate(latitude: 48.2, longitude: 16.4)

    /// The area of circles of 10 m around points in meters.
    private func area(_ centers: [(east: Double, north: Double)]) -> Double {
        let plane = LocalPlane(origin: Self.origin)
        return areaOfUnion(
            of: centers.map { plane.coordinate(east: $0.east, north: $0.north) }, radiusMeters: 10)
    }

    private let circle = 100 * Double.pi

    @Test func `a circle by itself, twice, and with one far off`() {
        #expect(area([]) == 0)
        #expect(abs(area([(0, 0)]) - circle) < 1e-6)
        #expect(abs(area([(3, 4), (3, 4), (3, 4)]) - circle) < 1e-6)
        #expect(abs(area([(0, 0), (500, 0)]) - 2 * circle) < 1e-3)
    }

    @Test func `what two circles share counts once`() {
        // Centers a radius apart: each circle goes through the other's center.
        let lens = 100 * (2 * Double.pi / 3 - 3.0.squareRoot() / 2)
        for angle in stride(from: 0.0, to: 6.3, by: 0.7) {
            #expect(abs(area([(0, 0), (10 * cos(angle), 10 * sin(angle))]) - (2 * circle - lens)) < 1e-3)
        }
    }

    @Test func `a hole in a ring of circles is not covered`() {
        // Eight circles around a hole: neighbors overlap, and the middle lies 2 m outside each of them.
        let ring = (0..<8).map { index -> (Double, Double) in
            let angle = Double(index) * .pi / 4
            return (12 * cos(angle), 12 * sin(angle))
        }
        #expect(abs(area(ring) - counted(ring)) / circle < 0.01)
    }

    @Test func `many circles cover what a fine grid counts`() {
        let scattered = (0..<12).map { index -> (Double, Double) in
            let step = Double(index)
            return (30 * sin(step * 2.4), 25 * cos(step * 1.7))
        }
        #expect(abs(area(scattered) - counted(scattered)) / circle < 0.01)
    }

    /// The area by the squares of 0.1 m whose middle lies in a circle.
    private func counted(_ centers: [(Double, Double)]) -> Double {
        var squares = 0
        for row in -450..<450 {
            for column in -450..<450 {
                let (x, y) = (Double(column) / 10 + 0.05, Double(row) / 10 + 0.05)
                let isCovered = centers.contains { center in
                    let (east, north) = (center.0 - x, center.1 - y)
                    return east * east + north * north <= 100
                }
                if isCovered { squares += 1 }
            }
        }
        return Double(squares) / 100
    }
}
