internal import Geodesy
internal import PilotageAPI

/// A fix from what inference answers for a frame.
struct RouteFix {
    /// Places less probable than this change nothing that is written.
    fileprivate static let negligible: Float = 1e-7

    /// The most that is claimed of a gallery too small to learn anything of.
    private static let uncalibratedConfidence = 0.1

    private(set) var fix: Fix

    /// No answer, for there is no place to compare with.
    init(_ frame: FrameEvidence) {
        fix = Fix(
            frame: frame.frame, timeSeconds: frame.timeSeconds,
            status: frame.isDamaged ? .undecodable : .noMatch, position: nil, match: nil, runnerUp: nil,
            locator: RouteLocator.name)
    }

    init(
        _ answer: RouteAnswer, _ frame: FrameEvidence, _ map: RouteMap, _ gallery: Gallery,
        _ options: AnswerOptions, isCalibrated: Bool
    ) {
        self.init(frame)
        guard !frame.isDamaged else { return }
        let spread = Spread(answer, map, radius: options.radiusMeters)
        fix.match = Self.match(map.rows[answer.place], frame, gallery)
        fix.runnerUp = spread.runnerUp.map { Self.match(map.rows[$0], frame, gallery) }
        guard Double(answer.outside) <= 1 - options.presence else { return }
        let place = gallery.places[map.rows[answer.place]]
        let limit = isCalibrated ? 1 : Self.uncalibratedConfidence
        let confidence = min(limit, spread.probability(within: options.radiusMeters))
        fix.status = isCalibrated && confidence >= options.precision ? .located : .ambiguous
        fix.position = Fix.Position(
            coordinate: spread.center, headingDegrees: place.headingDegrees, confidence: confidence,
            radiusMeters: options.radiusMeters,
            accuracyMeters: isCalibrated ? spread.radius(holding: 0.68) : nil,
            r95Meters: isCalibrated ? spread.radius(holding: 0.95) : nil)
    }

    private static func match(_ row: Int, _ frame: FrameEvidence, _ gallery: Gallery) -> Fix.Match {
        let vector = gallery.embeddings.row(row)
        let pairs = zip(vector, frame.embedding)
        let similarity =
            switch gallery.metric {
            case .cosine: pairs.reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            case .l2:
                -pairs.reduce(0.0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
                    .squareRoot()
            }
        let place = gallery.places[row]
        return Fix.Match(placeID: place.id, source: place.source, similarity: similarity)
    }
}

/// The probable places by their distance from the answer.
private struct Spread {
    /// Where the answer is: the place on the route or, among places that lie anywhere, the middle of the probable ones around
    /// it, for the camera need not have stood at one of them.
    let center: Coordinate
    /// Ascending by distance.
    private let places: [(meters: Double, probability: Double)]
    /// The most probable place farther than two radii.
    let runnerUp: Int?
    /// How far from a place a camera may be that is nearest to it; no more than half the radius, lest radii contradict the
    /// confidence.
    private let step: Double

    init(_ answer: RouteAnswer, _ map: RouteMap, radius: Double) {
        center = map.ladder == nil ? map.coordinates[answer.place] : Self.middle(answer, map, radius)
        step = min(map.hopMeters, radius) / 2
        var places: [(meters: Double, probability: Double)] = []
        var elsewhere: (place: Int, probability: Float)?
        for (place, probability) in answer.places.enumerated() where probability > RouteFix.negligible {
            let meters = map.coordinates[place].distance(to: center)
            places.append((meters, Double(probability)))
            if meters > 2 * radius, probability > elsewhere?.probability ?? 0 {
                elsewhere = (place, probability)
            }
        }
        self.places = places.sorted { $0.meters < $1.meters }
        runnerUp = elsewhere?.place
    }

    private static func middle(_ answer: RouteAnswer, _ map: RouteMap, _ radius: Double) -> Coordinate {
        let plane = LocalPlane(origin: map.coordinates[answer.place])
        var (east, north, total) = (0.0, 0.0, 0.0)
        for (place, probability) in answer.places.enumerated() where probability > RouteFix.negligible {
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
