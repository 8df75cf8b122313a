extension RouteWindow {
    /// So many frames tell what the footage is like well enough.
    private static let learningFrames = 32

    /// The best path, and what it shows of the footage itself.
    func bestPath(_ energies: [FrameEnergies]) -> (steps: [BestPath.Step], own: OwnModel) {
        guard !isAlone else { return (path(energies[...], known), known) }
        let own = known.isSettled ? known : learned(from: energies.prefix(Self.learningFrames))
        let steps = path(energies[...], own)
        return (steps, known.adding(steps, own.residualEnergy, self))
    }

    /// A guess that is far off hides the path that would correct it; it seldom takes more than two rounds.
    private func learned(from energies: ArraySlice<FrameEnergies>) -> OwnModel {
        var own = known
        for _ in 1...3 {
            let next = known.adding(path(energies, own), own.residualEnergy, self)
            defer { own = next }
            if next.isLike(own) { break }
        }
        return own
    }

    private func path(_ energies: ArraySlice<FrameEnergies>, _ own: OwnModel) -> [BestPath.Step] {
        var path: BestPath
        if let carry {
            path = BestPath(map.states, likelihood(own), from: carry.belief.costs, buffers)
            path.step(energies[0], move(0, own))
        } else {
            path = BestPath(map.states, likelihood(own), first: energies[0], buffers)
        }
        for index in energies.indices.dropFirst() { path.step(energies[index], move(index, own)) }
        defer { path.reuse() }
        return path.steps().suffix(energies.count)
    }
}
