internal import Foundation
internal import Geodesy

/// Where a frame probably was taken, by the distance from the answer.
struct Spread {
    /// Places less probable than this change nothing that is written.
    private static let negligible: Float = 1e-7
    /// Less probable ones are points, whatever the offset of cameras from places.
    private static let small: Float = 1e-4

    /// Where the answer is: the place on the route or, among places that lie anywhere, the middle of the probable ones around
    /// it, for the camera need not have stood at one of them.
    let center: Coordinate
    /// Ascending by distance.
    private var places: [(meters: Double, probability: Double)]
    /// The most probable place farther than two radii.
    let runnerUp: Int?
    /// How far from a place a camera may be that is nearest to it; no more than half the radius, lest radii contradict the
    /// confidence.
    private let step: Double

    /// - Parameter offset: how far cameras are from places, as in `RouteModel`.
    init(_ answer: RouteAnswer, _ map: RouteMap, offset: Double, radius: Double) {
        center = map.ladder == nil ? map.coordinates[answer.place] : Self.middle(answer, map, radius)
        step = min(map.hopMeters, radius) / 2
        var places: [(meters: Double, probability: Double)] = []
        var elsewhere: (place: Int, probability: Float)?
        for (place, probability) in answer.places.enumerated() where probability > Self.negligible {
            let meters = map.coordinates[place].distance(to: center)
            if offset > 0, probability > Self.small {
                places += Self.around(meters, offset).map {
                    ($0, Double(probability) / Double(Self.directions * Self.rings))
                }
            } else {
                places.append((meters, Double(probability)))
            }
            if meters > 2 * radius, probability > elsewhere?.probability ?? 0 {
                elsewhere = (place, probability)
            }
        }
        self.places = places.sorted { $0.meters < $1.meters }
        runnerUp = elsewhere?.place
    }

    private static let directions = 12
    private static let rings = 4

    /// Distances from the center of points around a place at some distance, as normal deviates in two directions have them:
    /// rings of equal probability, whose radii are quantiles of Rayleigh's distribution.
    private static func around(_ meters: Double, _ offset: Double) -> [Double] {
        (0..<rings).flatMap { ring in
            let share = (Double(ring) + 0.5) / Double(rings)
            let radius = offset * (-2 * log(1 - share)).squareRoot()
            return (0..<directions).map { direction in
                let angle = 2 * Double.pi * (Double(direction) + 0.5) / Double(directions)
                return hypot(meters + radius * cos(angle), radius * sin(angle))
            }
        }
    }

    private static func middle(_ answer: RouteAnswer, _ map: RouteMap, _ radius: Double) -> Coordinate {
        let plane = LocalPlane(origin: map.coordinates[answer.place])
        var (east, north, total) = (0.0, 0.0, 0.0)
        for (place, probability) in answer.places.enumerated() where probability > Self.negligible {
            let meters = plane.meters(map.coordinates[place])
            guard meters.east * meters.east + meters.north * meters.north <= radius * radius else { continue }
            east += Double(probability) * meters.east
            north += Double(probability) * meters.north
            total += Double(probability)
        }
        return total > 0 ? plane.coordinate(east: east / total, north: north / total) : plane.origin
    }

    func probability(within radius: Double) -> Double {
        places.prefix { $0.meters <= radius }.reduce(0) { $0 + $1.probability }
    }

    func radius(holding probability: Double) -> Double? {
        var sum = 0.0
        for place in places {
            sum += place.probability
            if sum >= probability { return max(place.meters, step) }
        }
        return nil
    }
}
