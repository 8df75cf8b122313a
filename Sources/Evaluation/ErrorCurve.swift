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
        points = curveCounts(upTo: errors.count).map {
            Point(errorMeters: errors[$0 - 1], share: Double($0) / Double(scored))
        }
    }
}
