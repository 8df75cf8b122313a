/// One decoded picture of an item, or one row of an embedding matrix, with its time.
public struct Frame: Sendable {
    /// Counts the frames that the decoder gave for the item, from 0.
    public var index: Int
    /// True presentation time in seconds from the item's start; 0 for a photo.
    public var timeSeconds: Double
    /// What was decoded.
    public var content: FrameContent
    /// Whether it is the first frame given of another shot than the one before: between the two the footage was cut, so
    /// that where one was taken says nothing of the other. False for an item's first frame.
    public var beginsShot: Bool
    /// Whether the camera's heading changed by more than 30° since the frame before; nil where that is not known. Pictures do
    /// not tell; a compass or a gyroscope may have.
    public var turned: Bool?
    /// The horizontal angle of view of its pictures in degrees; nil where nobody has told.
    public var fieldOfViewDegrees: Double?

    /// A frame at a time.
    public init(
        index: Int, timeSeconds: Double, content: FrameContent, beginsShot: Bool = false, turned: Bool? = nil,
        fieldOfViewDegrees: Double? = nil
    ) {
        self.index = index
        self.timeSeconds = timeSeconds
        self.content = content
        self.beginsShot = beginsShot
        self.turned = turned
        self.fieldOfViewDegrees = fieldOfViewDegrees
    }
}

/// What a frame holds.
public indirect enum FrameContent: Sendable {
    /// A picture, upright, in the format that the embedder asked for.
    case image(Image)
    /// An embedding made elsewhere.
    case vector([Float])
    /// What a camera would see of a map.
    case mapView(MapView)
    /// Pictures to several sides, or views of a map; at least one, in ascending order of their headings.
    case rig([RigView])
    /// The frame is known to be there, but could not be decoded.
    case damaged
}

/// A picture of 8-bit samples: row-major, channels interleaved, no padding between rows, full range (0 is black, 255 white).
public struct Image: Sendable {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    /// 1 (grey) or 3 (red, green, blue).
    public let channels: Int
    /// `width * height * channels` samples.
    public let samples: [UInt8]

    /// A picture; `samples` must have `width * height * channels` elements.
    public init(width: Int, height: Int, channels: Int, samples: [UInt8]) {
        precondition(
            samples.count == width * height * channels,
            "\(samples.count) samples for \(width) x \(height) x \(channels)")
        self.width = width
        self.height = height
        self.channels = channels
        self.samples = samples
    }
}

/// The pictures that an embedder wants, so that a decoder scales and converts only once.
public struct FrameFormat: Hashable, Sendable {
    /// Samples per pixel.
    public enum Color: Hashable, Sendable {
        /// One luma sample a pixel.
        case gray
        /// Red, green and blue.
        case rgb
    }

    /// Samples per pixel.
    public var color: Color
    /// The longer side of the picture in pixels, after rotation and with square pixels; smaller pictures are not enlarged.
    public var longSide: Int
    /// How places of a map are wanted as classes and depths (`FrameContent.mapView`); nil for pictures of them.
    public var mapView: MapViewFormat?
    /// Whether frames may be rigs (`FrameContent.rig`).
    public var takesRigs: Bool

    /// Pictures of a color whose longer side is at most `longSide`.
    public init(color: Color, longSide: Int, mapView: MapViewFormat? = nil, takesRigs: Bool = false) {
        self.color = color
        self.longSide = longSide
        self.mapView = mapView
        self.takesRigs = takesRigs
    }
}
