/// What a camera sees of a map: for every pixel a class and a depth, row by row.
public struct MapView: Sendable {
    /// How many classes there are: sky, ground, road, path, building, vegetation, water, rail, barrier and furniture, in this order.
    public static let classCount = 10

    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The number of a class for every pixel, below `classCount`.
    public let classes: [UInt8]
    /// 1 over the distance along the optical axis in meters; 0 for the sky.
    public let inverseDepths: [Float]

    /// A view; both arrays must have `width * height` elements.
    public init(width: Int, height: Int, classes: [UInt8], inverseDepths: [Float]) {
        precondition(
            classes.count == width * height && inverseDepths.count == width * height,
            "\(classes.count) classes and \(inverseDepths.count) depths for \(width) x \(height)")
        self.width = width
        self.height = height
        self.classes = classes
        self.inverseDepths = inverseDepths
    }
}

/// The views of a map that an embedder wants.
public struct MapViewFormat: Hashable, Sendable {
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int
    /// The horizontal angle of view in degrees.
    public var fieldOfViewDegrees: Double

    /// Views of a size and angle.
    public init(width: Int, height: Int, fieldOfViewDegrees: Double) {
        self.width = width
        self.height = height
        self.fieldOfViewDegrees = fieldOfViewDegrees
    }
}

/// One of several pictures that were taken at the same place and time.
public struct RigView: Sendable {
    /// Where its optical axis points: degrees clockwise from the heading of the frame, [0, 360).
    public var headingDegrees: Double
    /// A picture or the view of a map.
    public var content: FrameContent

    /// A view of a rig.
    public init(headingDegrees: Double, content: FrameContent) {
        self.headingDegrees = headingDegrees
        self.content = content
    }
}
