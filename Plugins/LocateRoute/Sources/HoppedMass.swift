/// Where the mass of a belief goes by hops.
struct HoppedMass {
    /// By few hops, and by more than residuals remember; nil where there are none.
    private(set) var near: [Float]?
    private(set) var far: [Float]?
    /// What left the map by a dead end.
    private(set) var lost: Float = 0

    init(_ mass: [Float], _ hops: [Float], _ states: RouteStates, _ buffers: RouteBuffers) {
        var (current, lostNow) = (mass, Float(0))
        for hop in hops.indices.dropFirst() {
            for state in states.deadEnds { lostNow += current[Int(state)] }
            current = states.onward(current, buffers)
            lost += hops[hop] * lostNow
            if hop <= RouteModel.nearHops {
                near = Self.add(current, times: hops[hop], to: near)
            } else {
                far = Self.add(current, times: hops[hop], to: far)
            }
        }
    }

    static func add(_ mass: [Float], times factor: Float, to sum: [Float]?) -> [Float]? {
        guard factor > 0 else { return sum }
        if sum == nil && factor == 1 { return mass }
        var total = sum ?? [Float](repeating: 0, count: mass.count)
        accumulate(mass, times: factor, to: &total)
        return total
    }

    /// Adds a multiple of some numbers to others.
    private static func accumulate(_ values: [Float], times factor: Float, to total: inout [Float]) {
        let values = values.span
        total.withUnsafeMutableBufferPointer { total in
            for index in total.indices { total[index] += factor * values[unchecked: index] }
        }
    }
}
