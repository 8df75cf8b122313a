internal import Foundation
internal import Geodesy
internal import Tensors

/// How well footage fits the best route that is nowhere near the one it is located on: what footage from elsewhere could fit as
/// well by chance.
///
/// A frame's gain is by how much it raises the logarithm of the odds of being on the map, as far as off the map it is as likely as at
/// the average state.
struct ElsewhereGain {
    /// How many frames the gallery's gain counts for, beside those of the item itself.
    private static let priorFrames = 2.0
    private var sum: Double
    private var count: Double

    /// What is known of any footage.
    init(_ model: RouteModel) {
        sum = Self.priorFrames * (model.elsewhere?.gain ?? 0)
        count = Self.priorFrames
    }

    /// The mean.
    var mean: Double { sum / count }

    /// Adds frames.
    mutating func add(_ gains: some Collection<Double>) {
        sum += gains.reduce(0, +)
        count += Double(gains.count)
    }
}

/// The gain of a frame.
struct FrameGain {
    var value: Double
    /// Whether the frame is one of the first, which find a route at a price that is the same for all.
    var isFinding: Bool
    /// What tells how well a route fits; nil for the first frames.
    var told: Double? { isFinding ? nil : value }
}

/// By how much the best route fits footage better than the best one elsewhere, in gains of a frame.
struct RouteLead {
    /// Over stretches of a few frames, one after the other.
    var stretches: [Double]
    /// The gain of the best route elsewhere.
    var gainElsewhere: Double
}

extension RouteMap {
    /// Whatever is nearer to a route may look alike.
    private static let nearMeters = 150.0

    /// The places near any of some positions.
    func places(near positions: [Coordinate]) -> [Int] {
        // A degree of latitude has 110.6 km at least.
        let degrees = Self.nearMeters / 110_000
        return coordinates.indices.filter { place in
            let here = coordinates[place]
            return positions.contains {
                abs($0.latitude - here.latitude) < degrees && $0.distance(to: here) < Self.nearMeters
            }
        }
    }
}

extension RouteWindow {
    /// So many frames find a route; what comes later tells how well it fits.
    private static let findingFrames = 5
    /// So many frames are held against places elsewhere at a time; a longer route may be near to most of the places.
    private static let framesAtATime = 40
    /// As little footage as is to be told from that of elsewhere.
    private static let stretchFrames = 10

    /// The gains of frames along the best route elsewhere; nil for those that tell nothing of it.
    func gainsElsewhere(
        _ path: [BestPath.Step], _ scores: [FrameScores], _ moves: [RouteMove], _ filter: RouteFilter
    ) -> [Double?] {
        stride(from: 0, to: scores.count, by: Self.framesAtATime).flatMap { start in
            let range = start..<min(scores.count, start + Self.framesAtATime)
            let route = Set(path[range].map { map.states.place[$0.state] })
            let near = map.places(near: route.map { map.coordinates[Int($0)] })
            guard 2 * near.count <= map.rows.count else {
                return [Double?](repeating: nil, count: range.count)
            }
            return gains(range, hiding: near, scores, moves, filter).map { $0?.told }
        }
    }

    /// The gains of frames along all routes that come into question; nil for frames that could not be decoded.
    func gains(_ scores: [FrameScores], _ moves: [RouteMove], _ filter: RouteFilter) -> [FrameGain?] {
        gains(frames.indices, after: carry?.belief, hiding: [], scores, moves, filter)
    }

    /// The gains of some frames where some places are not on the map.
    private func gains(
        _ range: Range<Int>, after start: Belief? = nil, hiding hidden: [Int], _ scores: [FrameScores],
        _ moves: [RouteMove], _ filter: RouteFilter
    ) -> [FrameGain?] {
        var belief = start
        var age = start == nil ? 0 : Self.findingFrames
        return range.map { index in
            if case .cut = moves[index] { (belief, age) = (nil, 0) }
            let next: Belief
            var prior = Double(log((1 - RouteModel.outside) / RouteModel.outside))
            if var even = belief {
                even.outside = sum(even.states)
                prior = 0
                next = filter.step(even, scores[index], moves[index]).hiding(hidden, map.states)
                buffers.reuse(even)
            } else {
                next = filter.begin(scores[index]).hiding(hidden, map.states)
            }
            belief = next
            age += 1
            guard frames[index] != nil else { return nil }
            let odds = log(
                max(.leastNormalMagnitude, sum(next.states)) / max(.leastNormalMagnitude, next.outside))
            return FrameGain(value: Double(odds) - prior, isFinding: age <= Self.findingFrames)
        }
    }

    /// By how much the best route leads; nil where too little is to be seen.
    func lead() -> RouteLead? {
        var energies = frames.indices.map(energies)
        let (path, own) = bestPath(energies)
        let scores = frames.indices.map {
            FrameScores(energies.take($0), map.states, likelihood(own), outsideLogOdds: { _ in 0 })
        }
        let filter = RouteFilter(map.states, buffers, population: map.population)
        let moves = frames.indices.map { move($0, own) }
        let best = gains(scores, moves, filter).compactMap { $0?.told }
        let elsewhere = gainsElsewhere(path, scores, moves, filter).compactMap { $0 }
        guard !best.isEmpty, !elsewhere.isEmpty else { return nil }
        let gain = mean(elsewhere)
        let length = min(best.count, Self.stretchFrames)
        let stretches = stride(from: 0, through: best.count - length, by: length).map {
            mean(Array(best[$0..<$0 + length])) - gain
        }
        return RouteLead(stretches: stretches, gainElsewhere: gain)
    }
}

extension Belief {
    /// The same where the camera is at none of some places.
    fileprivate consuming func hiding(_ hidden: [Int], _ states: RouteStates) -> Belief {
        for place in hidden {
            self.states[place] = 0
            for edge in states.edges(to: place) { self.states[edge] = 0 }
        }
        return self
    }
}
