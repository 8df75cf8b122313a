public import Geodesy

/// Where a camera really was.
public struct TruthPoint: Hashable, Sendable {
    /// Seconds from the item's start; nil where the point stands for the whole item.
    public var timeSeconds: Double?
    /// Where it was.
    public var coordinate: Coordinate
    /// Degrees clockwise from true north, [0, 360); nil where unknown.
    public var headingDegrees: Double?

    /// A position at a time.
    public init(timeSeconds: Double? = nil, coordinate: Coordinate, headingDegrees: Double? = nil) {
        self.timeSeconds = timeSeconds
        self.coordinate = coordinate
        self.headingDegrees = headingDegrees
    }
}

/// The truth of one item: a single point without a time, or points in time order.
public struct TruthTrack: Hashable, Sendable {
    /// The item's id or path, as the truth file has it.
    public var name: String
    /// At least one; times ascend strictly.
    public private(set) var points: [TruthPoint]

    /// A truth. `points` are either one without a time, or any number with one, in strictly ascending order.
    public init(name: String, points: [TruthPoint]) {
        precondition(!points.isEmpty, "no points for \(name)")
        self.name = name
        self.points = points
    }

    /// The truth at a time.
    ///
    /// A point without a time holds always. Between two points that are at most twice the tolerance apart, position and
    /// heading change evenly; elsewhere the nearest point counts if it lies within the tolerance.
    public func point(at seconds: Double, toleranceSeconds: Double) -> TruthPoint? {
        guard points[0].timeSeconds != nil else { return points[0] }
        let next = firstIndex(after: seconds)
        if next > 0, next < points.count,
            let between = interpolated(points[next - 1], points[next], seconds, toleranceSeconds)
        {
            return between
        }
        let neighbors = [next - 1, next].filter(points.indices.contains).map { points[$0] }
        let nearest = neighbors.min { distance($0, seconds) < distance($1, seconds) }
        return nearest.flatMap { distance($0, seconds) <= toleranceSeconds ? $0 : nil }
    }

    /// The index of the first point later than a time, by bisection.
    private func firstIndex(after seconds: Double) -> Int {
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) / 2
            if (points[middle].timeSeconds ?? 0) <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func distance(_ point: TruthPoint, _ seconds: Double) -> Double {
        abs((point.timeSeconds ?? seconds) - seconds)
    }
}

private func interpolated(
    _ before: TruthPoint, _ after: TruthPoint, _ seconds: Double, _ toleranceSeconds: Double
) -> TruthPoint? {
    guard let start = before.timeSeconds, let end = after.timeSeconds, end - start <= 2 * toleranceSeconds
    else {
        return nil
    }
    let share = (seconds - start) / (end - start)
    let plane = LocalPlane(origin: before.coordinate)
    let (east, north) = plane.meters(after.coordinate)
    return TruthPoint(
        timeSeconds: seconds, coordinate: plane.coordinate(east: east * share, north: north * share),
        headingDegrees: heading(before.headingDegrees, after.headingDegrees, share))
}

/// Between two headings along the shorter arc; nil where one is unknown.
private func heading(_ before: Double?, _ after: Double?, _ share: Double) -> Double? {
    guard let before, let after else { return nil }
    let turn = normalizedHeading(after - before)
    return normalizedHeading(before + (turn > 180 ? turn - 360 : turn) * share)
}
