/// A rendered view: what every pixel shows, and how far it is.
public struct View: Sendable {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Column by column: the upper bits of the inverse depth, and the class in the lower five, so that the greater of two is the
    /// nearer one.
    var keys: [UInt32]

    static let classBits: UInt32 = 31

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        keys = [UInt32](repeating: 0, count: width * height)
    }

    /// What a pixel shows.
    public func viewClass(column: Int, row: Int) -> ViewClass {
        ViewClass(rawValue: UInt8(keys[column * height + row] & Self.classBits)) ?? .sky
    }

    /// The number of the class that a pixel shows.
    func code(column: Int, row: Int) -> UInt32 { keys[column * height + row] & Self.classBits }

    /// How far the surface that a pixel shows is, in meters along the optical axis; infinite for the sky.
    public func depthMeters(column: Int, row: Int) -> Float { 1 / inverseDepth(column: column, row: row) }

    /// 1 over the depth in meters; 0 for the sky.
    func inverseDepth(column: Int, row: Int) -> Float {
        Float(bitPattern: keys[column * height + row] & ~Self.classBits)
    }

    /// What every pixel shows, row by row.
    public var classes: [UInt8] {
        (0..<height).flatMap { row in (0..<width).map { UInt8(keys[$0 * height + row] & Self.classBits) } }
    }
}
