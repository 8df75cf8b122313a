/// The edges of a region's polygons, by bands of latitude, so that only those beside a point are looked at.
struct RegionBorder {
    /// A corner of every ring.
    let corners: [FlatPoint]
    /// What holds all corners.
    let box: FlatBox

    private struct Edge {
        var from: FlatPoint
        var to: FlatPoint
        var polygon: Int
    }
    private let sides: [Edge]
    private let bandDegrees: Double
    /// The edges of every band, in the order of their polygons.
    private let bands: [[Int]]

    /// A border of polygons, each a list of rings.
    init(_ polygons: [[[FlatPoint]]]) {
        var sides: [Edge] = []
        for (polygon, rings) in polygons.enumerated() {
            for ring in rings {
                for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
                    sides.append(Edge(from: from, to: to, polygon: polygon))
                }
            }
        }
        self.sides = sides
        corners = polygons.joined().compactMap(\.first)
        let box = FlatBox(polygons.joined().joined())
        self.box = box
        // Fewer bands where edges are so long that they would stand in most of them.
        var count = min(4_096, max(1, sides.count / 4))
        func span(_ edge: Edge) -> ClosedRange<Int> {
            let degrees = max((box.north - box.south) / Double(count), 1e-9)
            let (low, high) = (min(edge.from.y, edge.to.y), max(edge.from.y, edge.to.y))
            let first = min(count - 1, Int((low - box.south) / degrees))
            return first...max(first, min(count - 1, Int((high - box.south) / degrees)))
        }
        while count > 1, sides.reduce(0, { $0 + span($1).count }) > 8 * sides.count { count /= 2 }
        var bands = [[Int]](repeating: [], count: count)
        for (index, edge) in sides.enumerated() { for band in span(edge) { bands[band].append(index) } }
        self.bands = bands
        bandDegrees = max((box.north - box.south) / Double(count), 1e-9)
    }

    /// Whether a point lies in one of the polygons, by the even-odd rule.
    func contains(_ point: FlatPoint) -> Bool {
        guard box.contains(point) else { return false }
        var (polygon, isOdd) = (-1, false)
        for index in bands[band(point.y)] {
            let edge = sides[index]
            if edge.polygon != polygon {
                if isOdd { return true }
                polygon = edge.polygon
            }
            guard (edge.from.y > point.y) != (edge.to.y > point.y) else { continue }
            let share = (point.y - edge.from.y) / (edge.to.y - edge.from.y)
            if point.x < edge.from.x + share * (edge.to.x - edge.from.x) { isOdd.toggle() }
        }
        return isOdd
    }

    /// The edges that may reach between two latitudes; some may come twice.
    func edges(south: Double, north: Double) -> some Sequence<(FlatPoint, FlatPoint)> {
        let range =
            sides.isEmpty || south > box.north || north < box.south ? 0..<0 : band(south)..<band(north) + 1
        return bands[range].lazy.joined().map { (sides[$0].from, sides[$0].to) }
    }

    private func band(_ latitude: Double) -> Int {
        Int(min(Double(bands.count - 1), max(0, (latitude - box.south) / bandDegrees)))
    }
}
