internal import Foundation
internal import PilotageAPI

/// Where the rays of a pinhole camera meet an equirectangular picture: four rays a pixel, each interpolated between the four
/// samples around it.
///
/// A view has as many columns as its 90° have in the panorama, or fewer, so that rays next to each other are never much further
/// apart than its samples.
struct PanoramaRays {
    private static let raysPerSide = 2

    private let panoramaWidth: Int
    private let panoramaHeight: Int
    private let width: Int
    private let height: Int
    /// For every ray, pixel by pixel: how many columns to the right of the camera's axis it meets the panorama.
    private var columns: [Float] = []
    /// For every ray: the row at which it does, from the middle of the first one.
    private var rows: [Float] = []

    /// The rays of a camera with a horizontal angle of view of 90°.
    init(panoramaWidth: Int, panoramaHeight: Int, width: Int, height: Int) {
        self.panoramaWidth = panoramaWidth
        self.panoramaHeight = panoramaHeight
        self.width = width
        self.height = height
        let focal = Double(width) / 2
        let last = Double(panoramaHeight - 1)
        for pixel in 0..<width * height {
            for ray in 0..<Self.raysPerSide * Self.raysPerSide {
                let x = Self.position(pixel % width, ray % Self.raysPerSide, of: width) / focal
                let y = Self.position(pixel / width, ray / Self.raysPerSide, of: height) / focal
                columns.append(Float(atan(x) / (2 * .pi) * Double(panoramaWidth)))
                let row = (atan(y / (1 + x * x).squareRoot()) / .pi + 0.5) * Double(panoramaHeight) - 0.5
                rows.append(Float(min(max(0, row), last)))
            }
        }
    }

    /// Pixels from the middle to a ray.
    private static func position(_ pixel: Int, _ ray: Int, of count: Int) -> Double {
        Double(pixel) + (Double(ray) + 0.5) / Double(raysPerSide) - Double(count) / 2
    }

    /// Whether they were made for panoramas of this size.
    func fits(_ panorama: Image) -> Bool {
        panorama.width == panoramaWidth && panorama.height == panoramaHeight
    }

    /// What the camera sees with its axis so many degrees to the right of the panorama's middle column.
    func view(of panorama: Image, turnedBy degrees: Double) -> Image {
        let channels = panorama.channels
        let turn = degrees / 360
        // Between half a panorama and one and a half, so that no ray is left of the first column.
        let axis = Float((turn - turn.rounded(.down) + 0.5) * Double(panoramaWidth) - 0.5)
        let rayCount = Self.raysPerSide * Self.raysPerSide
        let samples = [UInt8](unsafeUninitializedCapacity: width * height * channels) { target, count in
            withPointers(panorama) { source, columns, rows in
                for pixel in 0..<width * height {
                    // Rounded to the nearest level.
                    var sum = SIMD4<Float>(repeating: Float(rayCount) / 2)
                    for ray in pixel * rayCount..<(pixel + 1) * rayCount {
                        sum += sample(source, channels, column: axis + columns[ray], row: rows[ray])
                    }
                    for channel in 0..<channels {
                        target.initializeElement(
                            at: pixel * channels + channel, to: UInt8(sum[channel] / Float(rayCount)))
                    }
                }
            }
            count = width * height * channels
        }
        return Image(width: width, height: height, channels: channels, samples: samples)
    }

    private func withPointers(
        _ panorama: Image,
        _ body: (UnsafePointer<UInt8>, UnsafePointer<Float>, UnsafePointer<Float>) -> Void
    ) {
        panorama.samples.withUnsafeBufferPointer { source in
            columns.withUnsafeBufferPointer { columns in
                rows.withUnsafeBufferPointer { rows in
                    guard let source = source.baseAddress, let columns = columns.baseAddress,
                        let rows = rows.baseAddress
                    else { return }
                    body(source, columns, rows)
                }
            }
        }
    }

    /// The color between samples, the only channel of a gray picture three times.
    ///
    /// - Parameter column: from 0 to below two panoramas.
    @inline(__always)
    private func sample(
        _ source: UnsafePointer<UInt8>, _ channels: Int, column: Float, row: Float
    ) -> SIMD4<Float> {
        let (whole, top) = (Int(column), Int(row))
        let left = whole < panoramaWidth ? whole : whole - panoramaWidth
        let right = left + 1 < panoramaWidth ? left + 1 : 0
        let bottom = min(top + 1, panoramaHeight - 1)
        let (u, v) = (column - Float(whole), row - Float(top))
        func color(_ column: Int, _ row: Int) -> SIMD4<Float> {
            let first = source + (row * panoramaWidth + column) * channels
            return SIMD4(Float(first[0]), Float(first[channels / 2]), Float(first[channels - 1]), 0)
        }
        let above = color(left, top) * (1 - u) + color(right, top) * u
        let below = color(left, bottom) * (1 - u) + color(right, bottom) * u
        return above * (1 - v) + below * v
    }
}
