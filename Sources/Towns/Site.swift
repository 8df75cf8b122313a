/// The ground of a town, and what is taken of it.
struct Site: Sendable {
    private var strips: [(piece: Segment, meters: Double)] = []
    private var rectangles: [Rectangle] = []

    /// Takes a strip along a line, so many meters to each side.
    mutating func take(along line: [Point], meters: Double) {
        strips += Segment.pieces(of: line).map { ($0, meters) }
    }

    /// Takes a rectangle.
    mutating func take(_ rectangle: Rectangle) { rectangles.append(rectangle) }

    /// Whether a rectangle is free, with some meters to its neighbors.
    func isFree(_ rectangle: Rectangle, meters: Double) -> Bool {
        !strips.contains { rectangle.isNear($0.piece, meters: $0.meters) }
            && !rectangles.contains { rectangle.isNear($0, meters: meters) }
    }

    /// Whether a point is free, with some meters all around.
    func isFree(_ point: Point, meters: Double) -> Bool {
        isFree(Segment(from: point, to: point), meters: meters)
    }

    /// Whether a segment is free, with some meters to each side.
    func isFree(_ segment: Segment, meters: Double) -> Bool {
        !strips.contains { $0.piece.distance(to: segment) < $0.meters + meters }
            && !rectangles.contains { $0.isNear(segment, meters: meters) }
    }
}

/// A piece of ground beside a street: counted along it and away from it.
struct Plot: Sendable {
    let origin: Point
    let along: Point
    var inward: Point { along.left }

    /// A point so many meters along the street and away from it.
    func callAsFunction(_ point: Point) -> Point { origin + along * point.x + inward * point.y }

    /// A rectangle whose corners are given along the street and away from it.
    func rectangle(_ rectangle: Footprint.Piece) -> Rectangle {
        Rectangle(corners: rectangle.corners.map { self($0) })
    }
}

/// The ground plan of a building on its plot, in meters along the street and away from it.
struct Footprint: Sendable {
    /// A rectangle.
    struct Piece: Sendable {
        var from: Point
        var to: Point
        /// Counterclockwise.
        var corners: [Point] { [from, Point(to.x, from.y), to, Point(from.x, to.y)] }

        init(_ left: Double, _ front: Double, _ right: Double, _ back: Double) {
            from = Point(left, front)
            to = Point(right, back)
        }
    }

    /// Counterclockwise.
    var ring: [Point]
    var holes: [[Point]] = []
    /// Rectangles that cover it.
    var pieces: [Piece]
    var tags: Tags
    /// Parts of the building that are drawn besides, with tags of their own.
    var parts: [(ring: [Point], tags: Tags)] = []

    /// A rectangle.
    static func box(_ piece: Piece, _ tags: Tags) -> Footprint {
        Footprint(ring: piece.corners, pieces: [piece], tags: tags)
    }

    /// A house with a wing at its back, on the left.
    static func angle(_ main: Piece, wing: Double, depth: Double, _ tags: Tags) -> Footprint {
        let back = Piece(main.from.x, main.to.y, main.from.x + wing, main.to.y + depth)
        let ring = [main.from, main.corners[1], main.to, back.corners[1], back.to, back.corners[3]]
        return Footprint(ring: ring, pieces: [main, back], tags: tags)
    }

    /// A block around a yard.
    static func courtyard(_ outer: Piece, wing: Double, _ tags: Tags) -> Footprint {
        let yard = Piece(
            outer.from.x + wing, outer.from.y + wing, outer.to.x - wing, outer.to.y - wing)
        return Footprint(ring: outer.corners, holes: [yard.corners], pieces: [outer], tags: tags)
    }

    /// A church: a tower in front of its nave.
    static func church(width: Double, length: Double, tower: Double, height: Double) -> Footprint {
        let front = Piece(-tower / 2, 0, tower / 2, tower)
        let nave = Piece(-width / 2, tower, width / 2, length)
        let ring =
            Array(front.corners[0...1]) + [front.to] + Array(nave.corners[1...3]) + [nave.from]
            + [front.corners[3]]
        let parts: [(ring: [Point], tags: Tags)] = [
            (
                front.corners,
                [
                    "building:part": "yes", "height": tenths(height), "roof:shape": "pyramidal",
                    "roof:height": tenths(height / 3),
                ]
            ),
            (
                nave.corners,
                [
                    "building:part": "yes", "height": tenths(height * 0.5), "roof:shape": "gabled",
                    "roof:height": tenths(height * 0.2),
                ]
            ),
        ]
        let tags = ["building": "church", "amenity": "place_of_worship", "height": tenths(height)]
        // The nave's front corner follows the tower's where the tower is as wide.
        return Footprint(ring: ring.reduced, pieces: [front, nave], tags: tags, parts: parts)
    }
}

/// A number with one digit behind the point.
func tenths(_ value: Double) -> String {
    let whole = Int((value * 10).rounded())
    return whole % 10 == 0 ? "\(whole / 10)" : "\(whole / 10).\(whole % 10)"
}

extension [SIMD2<Double>] {
    /// Without points that follow themselves.
    fileprivate var reduced: [Point] {
        reduce(into: []) { line, point in if line.last != point { line.append(point) } }
    }
}
