internal import Foundation

/// By how much likelier a frame is for having come along edges that bend or do not, where it is known whether the camera
/// turned: in the mean over all edges of which that is known, no more and no less.
struct TurnOdds {
    let bent: Float
    let straight: Float

    /// - Parameter bends: by edge, as `RouteStates` has them.
    init?(_ turned: Bool?, _ bends: [Float]) {
        guard let turned else { return nil }
        let (bending, known) = bends.reduce(into: (0, 0)) { counts, bend in
            counts.0 += bend > 0 ? 1 : 0
            counts.1 += bend != 0 ? 1 : 0
        }
        guard known > 0 else { return nil }
        let agreeing = RouteModel.turnAgreement
        let (bent, straight) = turned ? (agreeing, 1 - agreeing) : (1 - agreeing, agreeing)
        let share = Float(bending) / Float(known)
        let mean = share * bent + (1 - share) * straight
        (self.bent, self.straight) = (bent / mean, straight / mean)
    }

    /// For an edge that bends so.
    @inline(__always)
    subscript(bend: Float) -> Float { bend == 0 ? 1 : bend > 0 ? bent : straight }

    /// Minus the logarithms, by edge.
    func costs(_ bends: [Float]) -> [Float] {
        let (bent, straight) = (-log(bent), -log(straight))
        return bends.map { $0 == 0 ? 0 : $0 > 0 ? bent : straight }
    }
}
