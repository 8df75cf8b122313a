internal import Foundation
internal import Tensors

/// What a distance between a frame and the map is worth.
package struct RouteLikelihood {
    /// The log-likelihood of one unit of energy.
    package var sharpness: Float
    /// Frames that are farther off show nothing of the map, however far.
    package var outlierEnergy: Float

    /// A likelihood.
    package init(sharpness: Float, outlierEnergy: Float) {
        self.sharpness = sharpness
        self.outlierEnergy = outlierEnergy
    }

    /// Minus the log-likelihood of an energy.
    @inline(__always)
    func cost(_ energy: Float) -> Float { sharpness * (energy < outlierEnergy ? energy : outlierEnergy) }
}

/// How likely one frame is at every state: the numbers of one frame, all to the same unknown scale.
package struct FrameScores {
    /// By edge: arriving along it.
    package var edges: [Float]
    /// By place: standing still there since the frame before.
    package var staying: [Float]
    /// By place: having been there without regard to the frame before.
    package var fresh: [Float]
    /// Off the map: as likely as at the average state.
    package var outside: Float = 1

    /// Scores made elsewhere.
    package init(edges: [Float], staying: [Float], fresh: [Float], outside: Float) {
        self.edges = edges
        self.staying = staying
        self.fresh = fresh
        self.outside = outside
    }

    /// The scores of a frame.
    ///
    /// - Parameter outsideLogOdds: the logarithm of how much likelier a frame is from outside than the average state says, by its
    ///   least energy.
    init(
        _ energies: consuming FrameEnergies, _ states: RouteStates, _ likelihood: RouteLikelihood,
        outsideLogOdds: (Float) -> Float
    ) {
        let odds = TurnOdds(energies.turned, states.bends)
        (edges, staying, fresh) = (energies.edges, energies.staying, energies.fresh)
        let outsideOdds = exp(outsideLogOdds(least(fresh)))
        energies = FrameEnergies(edges: [], staying: [], fresh: [])
        let best = min(likelihood.outlierEnergy, least(edges), least(staying), least(fresh))
        let floor = exp(likelihood.sharpness * (best - likelihood.outlierEnergy))
        for buffer in [\FrameScores.edges, \.staying, \.fresh] {
            self[keyPath: buffer].withUnsafeMutableBufferPointer { values in
                for index in values.indices { values[index] = likelihood.sharpness * (best - values[index]) }
                exponentiate(values)
                for index in values.indices { values[index] += floor }
            }
        }
        let all = edges.isEmpty ? fresh : edges
        outside = outsideOdds * sum(all) / Float(max(1, all.count))
        if let odds { weigh(states.bends, odds) }
    }

    /// Weighs edges by whether they bend; who stands still does not.
    private mutating func weigh(_ bends: [Float], _ odds: TurnOdds) {
        for edge in edges.indices { edges[edge] *= odds[bends[edge]] }
        for place in staying.indices { staying[place] *= odds.straight }
    }
}
