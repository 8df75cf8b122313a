internal import Foundation
internal import Geodesy

/// A cylindrical strip as narrow pictures of pinhole cameras, side by side.
///
/// In the middle of its picture a pinhole camera has the cylinder's scale. Towards the sides its columns drift apart and its rows are cut
/// short, so that slices are as narrow as it takes for no pixel to be off by more than a tenth of one.
struct PanoramaSlices {
    private static let mostPixelsOff = 0.1

    private let camera: Camera
    /// The columns of a slice; the last one may be narrower.
    private let columns: Int

    init(_ camera: Camera) {
        self.camera = camera
        let step = 2 * Double.pi / Double(camera.width)
        func isExact(_ columns: Int) -> Bool {
            let offset = Double(columns - 1) / 2
            let angle = atan(offset * step)
            let columnsOff = offset - angle / step
            let rowsOff = Double(camera.height) / 2 * (1 - cos(angle))
            return max(columnsOff, rowsOff) <= Self.mostPixelsOff
        }
        var columns = 1
        while columns < camera.width, isExact(columns + 1) { columns += 1 }
        self.columns = columns
    }

    /// The cameras with the first of the strip's columns that each one sees, from left to right.
    var cameras: [(first: Int, camera: Camera)] {
        stride(from: 0, to: camera.width, by: columns).map { first in
            let width = min(columns, camera.width - first)
            let middle = Double(first) + Double(width - camera.width) / 2
            var slice = camera
            slice.width = width
            slice.headingDegrees = normalizedHeading(
                camera.headingDegrees + middle * 360 / Double(camera.width))
            slice.pitchDegrees = 0
            slice.rollDegrees = 0
            slice.lens = .perspective(
                fieldOfViewDegrees: 2 * atan(Double(width) / 2 / camera.focalPixels) * 180 / .pi)
            return (first, slice)
        }
    }

    /// The distance along a slice's axis for a distance of 1 along the ground, in one of its columns.
    static func shortening(column: Int, of slice: Camera) -> Float {
        Float(cos(atan((Double(column) + 0.5 - Double(slice.width) / 2) / slice.focalPixels)))
    }
}

extension Renderer {
    /// What a camera sees all around.
    func strip(_ camera: Camera) -> View {
        var strip = View(width: camera.width, height: camera.height)
        for (first, slice) in PanoramaSlices(camera).cameras {
            let view = view(slice)
            for column in 0..<slice.width {
                let shortening = PanoramaSlices.shortening(column: column, of: slice)
                strip.copyColumn(column, of: view, to: first + column, inverseDepthScale: shortening)
            }
        }
        return strip
    }
}

extension View {
    /// Takes over a column of a view of the same height.
    fileprivate mutating func copyColumn(
        _ column: Int, of other: View, to target: Int, inverseDepthScale: Float
    ) {
        for row in 0..<height {
            let key = other.keys[column * height + row]
            let inverse = Float(bitPattern: key & ~Self.classBits) * inverseDepthScale
            keys[target * height + row] = inverse.bitPattern & ~Self.classBits | key & Self.classBits
        }
    }
}
