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
        let turn = degrees / 360 + 0.5
        // Between half a panorama and one and a half, so that no ray is left of the first column.
        let axis = Float((turn - turn.rounded(.down) + 0.5) * Double(panoramaWidth) - 0.5)
        let samples = [UInt8](unsafeUninitializedCapacity: width * height * channels) { target, count in
            panorama.samples.withUnsafeBufferPointer { source in
                for pixel in 0..<width * height {
                    let sums = sums(of: pixel, axis: axis, in: source, channels: channels)
                    for channel in 0..<channels {
                        target.initializeElement(
                            at: pixel * channels + channel, to: UInt8(sums[channel] / 4 + 0.5))
                    }
                }
            }
            count = width * height * channels
        }
        return Image(width: width, height: height, channels: channels, samples: samples)
    }

    /// The sums over a pixel's rays, for up to three channels.
    @inline(__always)
    private func sums(
        of pixel: Int, axis: Float, in source: UnsafeBufferPointer<UInt8>, channels: Int
    ) -> SIMD4<Float> {
        var sums = SIMD4<Float>(repeating: 0)
        let rayCount = Self.raysPerSide * Self.raysPerSide
        for ray in pixel * rayCount..<(pixel + 1) * rayCount {
            let column = axis + columns[ray]
            let (left, top) = (Int(column) % panoramaWidth, Int(rows[ray]))
            let right = left + 1 == panoramaWidth ? 0 : left + 1
            let bottom = min(top + 1, panoramaHeight - 1)
            let (u, v) = (column - column.rounded(.down), rows[ray] - Float(top))
            for channel in 0..<channels {
                func sample(_ column: Int, _ row: Int) -> Float {
                    Float(source[(row * panoramaWidth + column) * channels + channel])
                }
                let above = sample(left, top) * (1 - u) + sample(right, top) * u
                let below = sample(left, bottom) * (1 - u) + sample(right, bottom) * u
                sums[channel] += above * (1 - v) + below * v
            }
        }
        return sums
    }
}
