public import Geodesy

/// A camera without distortion: where it is, which way it looks, and its picture.
public struct Camera: Hashable, Sendable {
    /// Where it is.
    public var coordinate: Coordinate
    /// Meters above the ground.
    public var heightMeters: Double
    /// The optical axis: degrees clockwise from true north.
    public var headingDegrees: Double
    /// Degrees by which the axis points up.
    public var pitchDegrees: Double
    /// Degrees by which the camera is turned clockwise about its axis, as seen from behind.
    public var rollDegrees: Double
    /// The horizontal angle of view in degrees, (0, 180).
    public var fieldOfViewDegrees: Double
    /// Columns of the picture, [1, 16384].
    public var width: Int
    /// Rows of the picture, [1, 16384].
    public var height: Int

    /// A camera; by default upright, at the height of a car's, with a picture of 96 x 64 pixels.
    public init(
        at coordinate: Coordinate, heightMeters: Double = 1.6, headingDegrees: Double,
        pitchDegrees: Double = 0,
        rollDegrees: Double = 0, fieldOfViewDegrees: Double = 90, width: Int = 96, height: Int = 64
    ) {
        self.coordinate = coordinate
        self.heightMeters = heightMeters
        self.headingDegrees = headingDegrees
        self.pitchDegrees = pitchDegrees
        self.rollDegrees = rollDegrees
        self.fieldOfViewDegrees = fieldOfViewDegrees
        self.width = width
        self.height = height
    }
}
