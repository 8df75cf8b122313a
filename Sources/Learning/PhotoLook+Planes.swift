internal import Foundation
package import Neural
package import PilotageAPI
package import Tensors

extension PhotoLook {
    /// The planes of a look at a photo, as a tower of photos takes them.
    ///
    /// Where the look is the photo as it is, and the photo twice the size of the view, they are those of `ViewInput.planes(of:)`.
    package func planes(of picture: Image, _ input: ViewInput, _ generator: inout SeededGenerator) -> [Float]
    {
        var planes = warped(picture, input)
        recolor(&planes)
        if blurWeight > 0 { blur(&planes, input) }
        if noise > 0 { addNoise(&planes, &generator) }
        if let erased { erase(&planes, erased, input) }
        for index in planes.indices { planes[index] = min(max(planes[index], -1), 1) }
        return planes
    }

    /// Every pixel is the mean of four samples within it, each between the four pixels of the picture around it; 0 outside of it.
    private func warped(_ picture: Image, _ input: ViewInput) -> [Float] {
        let (width, height) = (input.width, input.height)
        let scale = Double(picture.width) / Double(width) / zoom
        let (sine, cosine) = (sin(-rotationDegrees * .pi / 180), cos(-rotationDegrees * .pi / 180))
        let across = SIMD2(Float(scale * cosine), Float(scale * sine))
        let down = SIMD2(-across.y, across.x)
        let middle = SIMD2(
            Float(Double(picture.width) * (0.5 + shift.x)), Float(Double(picture.height) * (0.5 + shift.y)))
        let source = Sampler(picture)
        let (right, below) = (across * 0.25, down * 0.25)
        let pixels = width * height
        return [Float](unsafeUninitializedCapacity: 3 * pixels) { planes, count in
            for pixel in 0..<pixels {
                let x = Float(pixel % width) + 0.5 - Float(width) / 2
                let y = Float(pixel / width) + 0.5 - Float(height) / 2
                let place = middle + across * x + down * y
                let color =
                    source[place - right - below] + source[place + right - below]
                    + source[place - right + below] + source[place + right + below]
                for channel in 0..<3 {
                    planes.initializeElement(at: channel * pixels + pixel, to: color[channel] / 4)
                }
            }
            count = 3 * pixels
        }
    }

    private func recolor(_ planes: inout [Float]) {
        let pixels = planes.count / 3
        let gains = SIMD3<Float>(balance * contrast)
        for pixel in 0..<pixels {
            let color = SIMD3(planes[pixel], planes[pixels + pixel], planes[2 * pixels + pixel])
            let gray = color.sum() / 3
            let mixed = (color - gray) * Float(saturation) + gray
            let changed = mixed * gains + Float(brightness)
            for channel in 0..<3 { planes[channel * pixels + pixel] = changed[channel] }
        }
    }

    /// Nearly normal numbers: four even ones of 16 bits each, added.
    private func addNoise(_ planes: inout [Float], _ generator: inout SeededGenerator) {
        // Four even numbers of 0 to 1 have the variance 4 / 12.
        let scale = Float(noise * 3.0.squareRoot() / 65536)
        for index in planes.indices {
            let word = generator.next()
            let sum = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + word >> 48
            planes[index] += (Float(sum) - 131070) * scale
        }
    }

    /// Across, then down; at the edges the pixel itself stands for the neighbor that is not there.
    private func blur(_ planes: inout [Float], _ input: ViewInput) {
        for row in 0..<3 * input.height {
            blur(&planes, from: row * input.width, step: 1, count: input.width)
        }
        for channel in 0..<3 {
            for column in 0..<input.width {
                let start = channel * input.height * input.width + column
                blur(&planes, from: start, step: input.width, count: input.height)
            }
        }
    }

    private func blur(_ planes: inout [Float], from start: Int, step: Int, count: Int) {
        let (side, own) = (Float(blurWeight), Float(1 - 2 * blurWeight))
        var before = planes[start]
        for index in stride(from: start, to: start + (count - 1) * step, by: step) {
            let value = planes[index]
            planes[index] = own * value + side * (before + planes[index + step])
            before = value
        }
        let last = start + (count - 1) * step
        planes[last] = own * planes[last] + side * (before + planes[last])
    }

    private func erase(_ planes: inout [Float], _ part: Rectangle, _ input: ViewInput) {
        let columns =
            Int(part.left * Double(input.width))..<Int((part.left + part.width) * Double(input.width))
        let rows = Int(part.top * Double(input.height))..<Int((part.top + part.height) * Double(input.height))
        for channel in 0..<3 {
            for row in rows {
                let start = (channel * input.height + row) * input.width
                for column in columns { planes[start + column] = 0 }
            }
        }
    }
}

/// Colors between the pixels of a picture, red, green and blue from -1 to 1; gray (0) outside of it.
private struct Sampler {
    private let width: Int
    private let height: Int
    /// Row by row, with a gray pixel more at every side.
    private let pixels: [SIMD4<Float>]

    init(_ picture: Image) {
        (width, height) = (picture.width, picture.height)
        var pixels = [SIMD4<Float>](repeating: .zero, count: (width + 2) * (height + 2))
        let (step, last) = (picture.channels, picture.channels - 1)
        for row in 0..<height {
            for column in 0..<width {
                let start = (row * width + column) * step
                let color = SIMD4<Float>(
                    Float(picture.samples[start]), Float(picture.samples[start + min(1, last)]),
                    Float(picture.samples[start + last]), 127.5)
                pixels[(row + 1) * (width + 2) + column + 1] = color / 127.5 - 1
            }
        }
        self.pixels = pixels
    }

    /// The color at so many pixels right of and below the upper left corner.
    subscript(place: SIMD2<Float>) -> SIMD4<Float> {
        let corner = (place - 0.5).rounded(.down)
        let share = place - 0.5 - corner
        guard corner.x >= -1, corner.y >= -1, corner.x < Float(width), corner.y < Float(height) else {
            return .zero
        }
        let start = (Int(corner.y) + 1) * (width + 2) + Int(corner.x) + 1
        let above = pixels[start] * (1 - share.x) + pixels[start + 1] * share.x
        let below = pixels[start + width + 2] * (1 - share.x) + pixels[start + width + 3] * share.x
        return above * (1 - share.y) + below * share.y
    }
}
