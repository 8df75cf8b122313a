import Geodesy
import Learning
import Neural
import PilotageAPI
import Tensors

/// Photos of an invented plain, each of colors of its own, on a grid.
struct PhotoWorld {
    static let origin = Coordinate(latitude: 45, longitude: 7)
    static let input = ViewInput(width: 24, height: 16)

    /// Photos `meters` apart, `columns` in a row.
    static func photos(_ count: Int, meters: Double = 30, columns: Int = 8, heading: Double? = nil)
        -> [GeotaggedPhoto]
    {
        let plane = LocalPlane(origin: origin)
        return (0..<count).map { index in
            GeotaggedPhoto(
                name: "photo-\(index).jpg",
                coordinate: plane.coordinate(
                    east: Double(index % columns) * meters, north: Double(index / columns) * meters),
                headingDegrees: heading)
        }
    }

    /// A picture of blocks whose colors come from a number.
    static func picture(_ number: Int, width: Int = 48, height: Int = 32) -> Image {
        var generator = SeededGenerator(seed: UInt64(number))
        let blocks = (0..<96).map { _ in UInt8(generator.index(below: 256)) }
        let samples = (0..<height * width).flatMap { pixel in
            let block = pixel / width * 4 / height * 8 + pixel % width * 8 / width
            return (0..<3).map { blocks[block * 3 + $0] }
        }
        return Image(width: width, height: height, channels: 3, samples: samples)
    }

    /// The planes of a picture as it is.
    static func plainPlanes(_ number: Int) -> [Float] {
        var generator = SeededGenerator(seed: 0)
        return PhotoLook().planes(of: picture(number), input, &generator)
    }

    static func set(_ photos: [GeotaggedPhoto], memoryBytes: Int = 1 << 30, jobs: Int = 2) throws -> PhotoSet
    {
        try PhotoSet(photos, memoryBytes: memoryBytes, jobs: jobs) { picture($0) }
    }
}

extension PairSamples {
    /// Whether two batches are the same to the bit.
    func isSame(_ other: PairSamples) -> Bool {
        photos == other.photos && maps == other.maps && poses == other.poses
    }
}
