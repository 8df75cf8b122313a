/// The bounding box of any number of coordinates, in bounded memory.
///
/// West may lie east of the east: by RFC 7946, section 5.2, such a box spans the antimeridian. Of all boxes that hold the
/// coordinates it is the narrowest one: the widest gap between neighboring longitudes is left out. To find it, the
/// extremes of every whole degree are kept; gaps inside a degree matter only once all degrees are full.
public struct GeoBounds: Sendable {
    private var south = Double.infinity
    private var north = -Double.infinity
    private var degrees = [(west: Double, east: Double)?](repeating: nil, count: 360)

    /// The box of no coordinates.
    public init() {}

    /// Widens the box.
    public mutating func include(_ coordinate: Coordinate) {
        south = min(south, coordinate.latitude)
        north = max(north, coordinate.latitude)
        let index = min(359, Int(coordinate.longitude + 180))
        let old = degrees[index] ?? (coordinate.longitude, coordinate.longitude)
        degrees[index] = (min(old.west, coordinate.longitude), max(old.east, coordinate.longitude))
    }

    /// West, south, east and north in degrees; nil where nothing was included.
    public var box: [Double]? {
        let spans = degrees.compactMap { $0 }
        guard let first = spans.first, let last = spans.last else { return nil }
        var (west, east) = (first.west, last.east)
        var widest = first.west + 360 - last.east
        for (span, next) in zip(spans, spans.dropFirst()) where next.west - span.east > widest {
            widest = next.west - span.east
            (west, east) = (next.west, span.east)
        }
        return [west, south, east, north]
    }
}
