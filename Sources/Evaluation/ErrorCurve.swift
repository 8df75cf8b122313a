/// Which share of the scored frames lies within which error, for plots.
package struct ErrorCurve: Sendable {
    /// An error in meters and the share of the scored frames that have at most that.
    package struct Point: Hashable, Sendable {
        package var errorMeters: Double
        package var share: Double
    }

    /// Ascending; at most 201.
    package let points: [Point]

    /// `errors` are those of the answered frames in ascending order.
    init(_ errors: [Double], scored: Int) {
        let step = max(1, (errors.count + 199) / 200)
        let counts =
            Array(stride(from: 1, to: errors.count, by: step)) + (errors.isEmpty ? [] : [errors.count])
        points = counts.map { Point(errorMeters: errors[$0 - 1], share: Double($0) / Double(scored)) }
    }
}
