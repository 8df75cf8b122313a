/// What an item shows of itself: the energy of its residuals along its best path, and how far it goes from frame to frame.
///
/// Areas, cameras and seasons differ by a factor of two in residual energy; a confidence that ignored it would be wrong by as
/// much. The gallery's energy is a first guess.
struct OwnModel {
    private var energy: Float
    private var count: Float
    /// How often the footage went as far as each rung of the ladder of distances, and once more for each; empty without one.
    var strides: [Float]
    /// How well it fits routes elsewhere.
    var elsewhere: ElsewhereGain

    /// What is known of any footage.
    init(_ model: RouteModel, _ map: RouteMap) {
        energy = RouteModel.energyFrames * model.residualEnergy
        count = RouteModel.energyFrames
        elsewhere = ElsewhereGain(model)
        strides = map.ladder.map { [Float](repeating: 1, count: $0.rungs.count) } ?? []
    }

    /// The mean squared residual.
    var residualEnergy: Float { energy / count }

    /// Whether so many frames have been seen that more change little.
    var isSettled: Bool { count >= Float(RouteModel.learningFrames) }

    /// Whether another would find much the same path.
    func isLike(_ other: OwnModel) -> Bool {
        abs(residualEnergy / other.residualEnergy - 1) < 0.1
    }

    /// Adds the frames of a path, but for those that are outliers where the residual energy is `guess`.
    mutating func add(_ path: some Collection<BestPath.Step>, _ guess: Float, _ window: RouteWindow) {
        for (index, step) in path.enumerated() {
            guard let frame = window.frames[index] else { continue }
            let before = step.before == nil ? nil : window.before(index)
            let residual = window.map.residual(of: frame, before: before, step)
            guard residual.energy < RouteModel.outlierEnergy * guess else { continue }
            energy += residual.energy / (residual.isInnovation ? RouteModel.innovationEnergy : 1)
            count += 1
        }
    }

    /// The same with the frames of a path.
    func adding(_ path: [BestPath.Step], _ guess: Float, _ window: RouteWindow) -> OwnModel {
        var all = self
        all.add(path, guess, window)
        return all
    }
}

extension RouteMap {
    /// Whether a state can be reached from another by few enough hops for their residuals to have something in common.
    private func isNear(_ origin: Int, _ state: Int) -> Bool {
        let (from, before) = (states.place[origin], states.previous[state])
        return origin == state || from == before || graph[Int(from)].contains(before)
    }

    /// The energy of a frame on a step of a path, and whether it is that of what the frame tells anew.
    fileprivate func residual(
        of frame: FrameProducts, before: FrameProducts?, _ step: BestPath.Step
    ) -> (energy: Float, isInnovation: Bool) {
        let place = Int(states.place[step.state])
        guard let before, correlation > 0, let origin = step.before, isNear(origin, step.state) else {
            return (max(0, frame.length + lengths[place] - 2 * frame.products[place]), false)
        }
        let innovation = Innovation(frame, before, kept: correlation)
        func product(_ place: Int) -> Float {
            innovation.product(frame.products[place], before.products[place])
        }
        if origin == step.state || step.state < states.places {
            return (innovation.energyStanding(lengths[place], product(place)), true)
        }
        let along = product(place) - correlation * product(Int(states.previous[step.state]))
        return (innovation.energy(edgeLengths[step.state - states.places], along), true)
    }
}
