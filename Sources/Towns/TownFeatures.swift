/// Tags of an object: key and value.
typealias Tags = [String: String]

/// What is on the map of a town, in the order in which it is written.
struct TownFeatures: Sendable {
    /// Something along a line, or around a ring whose first point is repeated.
    struct Line: Sendable {
        var points: [Point]
        var tags: Tags
    }

    /// Something with holes, or whose edge is drawn in pieces.
    struct Area: Sendable {
        /// Lines that together run around, and rings whose first point is repeated.
        var outer: [[Point]]
        /// Rings whose first point is repeated.
        var inner: [[Point]]
        var tags: Tags
    }

    /// What stands at points. What is said of a line's point belongs to the line's node.
    var points: [(point: Point, tags: Tags)] = []
    var lines: [Line] = []
    var areas: [Area] = []

    /// Adds something at a point.
    mutating func add(at point: Point, _ tags: Tags) { points.append((point, tags)) }

    /// Adds something along a line.
    mutating func add(along line: [Point], _ tags: Tags) { lines.append(Line(points: line, tags: tags)) }

    /// Adds something within a ring, whose first point is not repeated.
    mutating func add(within ring: [Point], holes: [[Point]] = [], _ tags: Tags) {
        let closed = ring + ring.prefix(1)
        if holes.isEmpty {
            add(along: closed, tags)
        } else {
            areas.append(Area(outer: [closed], inner: holes.map { $0 + $0.prefix(1) }, tags: tags))
        }
    }
}
