public import Geodesy

/// What a file says of itself. Kept beside the results, and used to build galleries; never used to locate.
public struct Provenance: Hashable, Sendable {
    /// Position, where the file carries one.
    public var coordinate: Coordinate?
    /// Heading of the optical axis, degrees clockwise from north, [0, 360).
    public var headingDegrees: Double?
    /// Whether the heading refers to magnetic instead of true north.
    public var headingIsMagnetic: Bool
    /// When it was taken, ISO 8601; with `Z` only where the file gives the time zone or UTC.
    public var capturedAt: String?
    /// Maker and model of the camera.
    public var camera: String?

    /// Nothing known, unless given.
    public init(
        coordinate: Coordinate? = nil, headingDegrees: Double? = nil, headingIsMagnetic: Bool = false,
        capturedAt: String? = nil, camera: String? = nil
    ) {
        self.coordinate = coordinate
        self.headingDegrees = headingDegrees
        self.headingIsMagnetic = headingIsMagnetic
        self.capturedAt = capturedAt
        self.camera = camera
    }
}
