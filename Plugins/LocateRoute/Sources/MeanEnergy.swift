/// The mean energy of innovations along a path, as a residual energy.
struct MeanEnergy {
    private var sum: Float
    private var count: Float
    /// The mean energy of innovations in residual energies.
    private let unit: Float

    init(sum: Float, count: Float, unit: Float) {
        self.sum = sum
        self.count = count
        self.unit = unit
    }

    var value: Float { sum / count / unit }

    /// Whether so many frames have been seen that more change little.
    var isSettled: Bool { count >= 40 }

    /// Adds the frames of a path, but for those that are outliers where the residual energy is `guess`.
    mutating func add(_ path: some Collection<BestPath.Step>, _ guess: Float, _ window: RouteWindow) {
        for (index, step) in path.enumerated() {
            guard let frame = window.frames[index] else { continue }
            let before = step.before == nil ? nil : window.before(index)
            let energy = window.map.energy(of: frame, before: before, step)
            guard energy < RouteModel.outlierEnergy * guess else { continue }
            sum += energy
            count += 1
        }
    }
}

extension RouteMap {
    /// Whether a state can be reached from another by few enough hops for their residuals to have something in common.
    private func isNear(_ origin: Int, _ state: Int) -> Bool {
        let (from, before) = (states.place[origin], states.previous[state])
        return origin == state || from == before || graph[Int(from)].contains(before)
    }

    /// The energy of a frame on a step of a path.
    fileprivate func energy(of frame: FrameProducts, before: FrameProducts?, _ step: BestPath.Step) -> Float {
        let place = Int(states.place[step.state])
        func product(_ frame: FrameProducts, _ place: Int) -> Float {
            frame.products[frame.products.startIndex + place]
        }
        guard let before, correlation > 0, let origin = step.before, isNear(origin, step.state) else {
            return max(0, frame.length + lengths[place] - 2 * product(frame, place))
        }
        let kept = correlation
        let inner = zip(frame.vector, before.vector).reduce(0) { $0 + $1.0 * $1.1 }
        let news = frame.length - 2 * kept * inner + kept * kept * before.length
        func difference(_ place: Int) -> Float { product(frame, place) - kept * product(before, place) }
        let isStill = origin == step.state
        let from = isStill ? place : Int(states.previous[step.state])
        let length =
            isStill || step.state < states.places
            ? (1 - kept) * (1 - kept) * lengths[place] : edgeLengths[step.state - states.places]
        return max(0, news + length - 2 * (difference(place) - kept * difference(from))) / (1 - kept * kept)
    }
}
