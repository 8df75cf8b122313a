internal import Foundation
public import Geodesy

/// A camera without distortion: where it is, which way it looks, and its picture.
public struct Camera: Hashable, Sendable {
    /// How the picture comes about.
    public enum Lens: Hashable, Sendable {
        /// As in a pinhole camera; the horizontal angle of view in degrees, (0, 180).
        case perspective(fieldOfViewDegrees: Double)
        /// All around, as a strip: the middle column looks ahead, the first and the last one back; rows as in a pinhole camera with the
        /// same scale in the middle. Heading counts, pitch and roll do not.
        case panorama
        /// A tile of the map from above, centered under the camera, its upper edge ahead. Heading counts, pitch and roll do not.
        case above(metersPerPixel: Double)
    }

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
    /// How the picture comes about.
    public var lens: Lens
    /// Columns of the picture, [1, 16384].
    public var width: Int
    /// Rows of the picture, [1, 16384].
    public var height: Int

    /// A camera; by default upright, at the height of a car's, with an angle of view of 90° and a picture of 96 x 64 pixels.
    public init(
        at coordinate: Coordinate, heightMeters: Double = 1.6, headingDegrees: Double,
        pitchDegrees: Double = 0,
        rollDegrees: Double = 0, lens: Lens = .perspective(fieldOfViewDegrees: 90), width: Int = 96,
        height: Int = 64
    ) {
        self.coordinate = coordinate
        self.heightMeters = heightMeters
        self.headingDegrees = headingDegrees
        self.pitchDegrees = pitchDegrees
        self.rollDegrees = rollDegrees
        self.lens = lens
        self.width = width
        self.height = height
    }

    /// Pixels for a tangent of 1, in the middle of the picture.
    package var focalPixels: Double {
        switch lens {
        case .perspective(let degrees): Double(width) / 2 / tan(degrees * .pi / 360)
        case .panorama: Double(width) / (2 * .pi)
        case .above(let metersPerPixel): heightMeters / metersPerPixel
        }
    }
}
