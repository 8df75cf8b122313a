public import PilotageAPI

/// How the views that networks take are made of pictures and of maps.
///
/// Both towers see what a pinhole camera of the same angle of view sees: the tower of photos red, green and blue from -1 to 1; the
/// tower of maps one plane for every class, 1 where the class is seen, and a plane of depth.
public struct ViewInput: Sendable, Hashable, Codable {
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int
    /// The horizontal angle of view in degrees.
    public var fieldOfViewDegrees: Double

    /// Depths in meters up to which the plane of depth tells them apart.
    private static let farthestMeters: Float = 256

    /// Views of a size and angle.
    public init(width: Int = 96, height: Int = 64, fieldOfViewDegrees: Double = 90) {
        self.width = width
        self.height = height
        self.fieldOfViewDegrees = fieldOfViewDegrees
    }

    private enum CodingKeys: String, CodingKey {
        case width, height
        case fieldOfViewDegrees = "fov_deg"
    }

    /// Planes, rows and columns of what the tower of a side takes.
    public func shape(_ side: Towers.Side) -> [Int] {
        [side == .photo ? 3 : MapView.classCount + 1, height, width]
    }

    /// What the tower of maps takes of a view, plane by plane.
    ///
    /// The plane of depth holds `ln(depth) / ln(256 m)` within 0 and 1; the sky has 1.
    public func planes(of view: MapView) -> [Float] {
        precondition(view.width == width && view.height == height, "a view of \(view.width) x \(view.height)")
        let pixels = width * height
        let depths = MapView.classCount * pixels
        let slope = -1 / Float.logarithm(Self.farthestMeters)
        return [Float](unsafeUninitializedCapacity: depths + pixels) { planes, count in
            planes[..<depths].initialize(repeating: 0)
            for pixel in 0..<pixels {
                planes[Int(view.classes[pixel]) * pixels + pixel] = 1
                let inverse = max(view.inverseDepths[pixel], 1 / Self.farthestMeters)
                planes.initializeElement(at: depths + pixel, to: max(0, slope * Float.logarithm(inverse)))
            }
            count = depths + pixels
        }
    }

    /// The same view as a mirror shows it, of planes of any number.
    public func mirrored(_ planes: [Float]) -> [Float] {
        [Float](unsafeUninitializedCapacity: planes.count) { mirrored, count in
            for row in 0..<planes.count / width {
                for column in 0..<width {
                    mirrored.initializeElement(
                        at: row * width + column, to: planes[row * width + width - 1 - column])
                }
            }
            count = planes.count
        }
    }
}
