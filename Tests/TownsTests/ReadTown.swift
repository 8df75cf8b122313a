import Foundation
import Geodesy
import StreetMap
import TestSupport
import Towns

/// A town as the reader of maps sees it.
struct ReadTown {
    let town: Town
    let map: StreetMap

    init(
        seed: UInt64, _ layout: TownLayout? = nil, at origin: Coordinate = Town.usualOrigin,
        radiusMeters: Double = 420
    ) throws {
        town = Town(seed: seed, layout: layout, at: origin, radiusMeters: radiusMeters)
        let folder = try TemporaryFolder()
        try folder.write(town.text, to: "town.osm")
        map = try MapFile(path: folder.path("town.osm")).read()
    }

    /// East and north of the middle, in meters.
    func flat(_ point: Coordinate) -> SIMD2<Double> {
        let meters = LocalPlane(origin: town.origin).meters(point)
        return SIMD2(meters.east, meters.north)
    }

    /// The sides of a building.
    func sides(_ building: Building) -> [(SIMD2<Double>, SIMD2<Double>)] {
        let ring = building.outline.ring.map(flat)
        return Array(zip(ring, ring.dropFirst() + ring.prefix(1)))
    }

    /// Around a building: west, south, east and north in meters.
    func box(_ building: Building) -> SIMD4<Double> {
        let ring = building.outline.ring.map(flat)
        return SIMD4(
            ring.map(\.x).min()!, ring.map(\.y).min()!, ring.map(\.x).max()!, ring.map(\.y).max()!)
    }
}

/// The distance of two segments, by trying points of each against the other.
func distance(_ one: (SIMD2<Double>, SIMD2<Double>), _ other: (SIMD2<Double>, SIMD2<Double>)) -> Double {
    if crosses(one, other) { return 0 }
    return min(
        distance(one.0, other), distance(one.1, other), distance(other.0, one), distance(other.1, one))
}

/// The distance of a point from a segment.
func distance(_ point: SIMD2<Double>, _ segment: (SIMD2<Double>, SIMD2<Double>)) -> Double {
    let way = segment.1 - segment.0
    let share = min(1, max(0, ((point - segment.0) * way).sum() / max(1e-12, (way * way).sum())))
    let rest = segment.0 + way * share - point
    return (rest * rest).sum().squareRoot()
}

/// Whether two segments cross, and end at least some meters beyond each other.
func crosses(
    _ one: (SIMD2<Double>, SIMD2<Double>), _ other: (SIMD2<Double>, SIMD2<Double>), meters: Double = 1e-6
) -> Bool {
    func side(_ line: (SIMD2<Double>, SIMD2<Double>), _ point: SIMD2<Double>) -> Double {
        let (way, rest) = (line.1 - line.0, point - line.0)
        return (way.x * rest.y - way.y * rest.x) / max(1e-9, (way * way).sum().squareRoot())
    }
    func areApart(_ line: (SIMD2<Double>, SIMD2<Double>), _ ends: (SIMD2<Double>, SIMD2<Double>)) -> Bool {
        let (first, second) = (side(line, ends.0), side(line, ends.1))
        return first * second < 0 && min(abs(first), abs(second)) > meters
    }
    return areApart(one, other) && areApart(other, one)
}
