extension RouteWindow {
    /// The best path, and what it shows of the footage itself.
    func bestPath(_ energies: [FrameEnergies]) -> (steps: [BestPath.Step], own: OwnModel) {
        guard !isAlone else { return (path(energies[...], known), known) }
        let own = known.isSettled ? known : learned(from: energies.prefix(RouteModel.learningFrames))
        let steps = path(energies[...], own)
        return (steps, known.adding(steps, own.residualEnergy, self))
    }

    private func learned(from energies: ArraySlice<FrameEnergies>) -> OwnModel {
        var own = known
        for _ in 1...RouteModel.learningRounds {
            let next = known.adding(path(energies, own), own.residualEnergy, self)
            let isLike = next.isLike(own)
            own = next
            if isLike { break }
        }
        return own
    }

    /// How far the camera goes from frame to frame, where that goes by distance: expected counts of the rungs, in rounds (Baum,
    /// Petrie, Soules and Weiss, 1970).
    func strides(_ scores: ArraySlice<FrameScores>, _ own: OwnModel, _ filter: RouteFilter) -> [Float] {
        guard let ladder = map.ladder, !known.isSettled else { return own.strides }
        let few = scores.prefix(RouteModel.learningFrames)
        var own = own
        for _ in 1...RouteModel.learningRounds {
            let moves = few.indices.map { move($0, own) }
            let beliefs = beliefs(few, moves, filter)
            var counts = known.strides
            for index in few.indices {
                guard case .near(_, let weights) = moves[index],
                    let before = index > 0 ? beliefs[index - 1] : carry?.belief
                else { continue }
                let shares = ladder.shares(of: before.states, weights, few[index].fresh)
                for (rung, share) in shares.enumerated() { counts[rung] += share }
            }
            for belief in beliefs { buffers.reuse(belief) }
            own.strides = counts
        }
        return own.strides
    }

    private func path(_ energies: ArraySlice<FrameEnergies>, _ own: OwnModel) -> [BestPath.Step] {
        var path: BestPath
        if let carry {
            path = BestPath(
                map.states, likelihood(own), from: carry.belief.costs(buffers), population: map.population,
                buffers)
            path.step(energies[0], move(0, own))
        } else {
            path = BestPath(
                map.states, likelihood(own), first: energies[0], population: map.population, buffers)
        }
        for index in energies.indices.dropFirst() { path.step(energies[index], move(index, own)) }
        defer { path.reuse() }
        return path.steps().suffix(energies.count)
    }
}
