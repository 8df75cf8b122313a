internal import Foundation
public import Geodesy

/// A camera without distortion: where it is, which way it looks, and its picture.
public struct Camera: Hashable, Sendable {
    /// How the picture comes about.
    public enum Lens: Hashable, Sendable {
        /// As in a pinhole camera; the horizontal angle of view in degrees, (0, 180).
        case perspective(fieldOfViewDegrees: Double)
        /// All around, as a cylindrical strip: columns are even in angle, the middle of the strip looks ahead and its ends back, and rows
        /// are even in the tangent of the angle above the horizon, with the scale that columns have there. Depth is the distance along
        /// the ground. Heading counts, pitch and roll do not.
        case panorama
        /// A tile of the map from straight above, without perspective: centered on the camera, up in the tile is the camera's heading.
        /// Everything is seen, however far: roofs over roads, crowns over paths. Depth is the camera's height less that of the surface,
        /// so that the camera should be higher than anything else, such as at 1,000 m; what is higher has the least depth, 0.1 m. Pitch
        /// and roll do not count.
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

    /// The four cameras of a rig: the camera itself, then the same turned to the right, back and left, each upright or tilted as it is.
    ///
    /// As places are described by Panphattarasap and Calway, "Automated map reading: image based localisation in 2-D maps using binary
    /// semantic descriptors" (2018).
    public var rig: [Camera] {
        [0.0, 90, 180, 270].map { turn in
            var camera = self
            camera.headingDegrees = normalizedHeading(headingDegrees + turn)
            return camera
        }
    }
}
