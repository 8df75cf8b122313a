internal import PilotageAPI

/// Makes pictures of light, with the faults of a camera: vignette, white balance, blur, tones, noise, compression.
struct Darkroom {
    let settings: CameraSettings
    /// Decides the noise of this frame.
    let noiseSeed: UInt32
    let width: Int
    let height: Int

    init(_ shot: Shot, width: Int, height: Int) {
        settings = CameraSettings(shot)
        var dice = Dice(shot.seed, .camera, (shot.timeSeconds + 0).bitPattern)
        noiseSeed = dice.bits()
        self.width = width
        self.height = height
    }

    /// The picture of light.
    ///
    /// - Parameter work: its colors hold the light, and are used up.
    func picture(_ work: FootageWorkspace) -> Image {
        expose(work.colors)
        blur(work.colors, work.spare)
        work.bytes.withUnsafeMutableBufferPointer { bytes in
            guard let bytes = bytes.baseAddress else { return }
            develop(work.colors, to: bytes)
        }
        let samples =
            work.codec?.roundTrip(work.bytes, width: width, height: height, quality: settings.quality)
            ?? Array(work.bytes.prefix(width * height * 3))
        return Image(width: width, height: height, channels: 3, samples: samples)
    }

    /// Gains, and less light in the corners.
    private func expose(_ colors: UnsafeMutablePointer<SIMD4<Float>>) {
        let (x0, y0) = (Float(width) / 2, Float(height) / 2)
        let scale = settings.vignette / (x0 * x0 + y0 * y0)
        for row in 0..<height {
            let y = Float(row) + 0.5 - y0
            let line = colors + row * width
            for column in 0..<width {
                let x = Float(column) + 0.5 - x0
                line[column] *= settings.gain * (1 - scale * (x * x + y * y))
            }
        }
    }

    /// A Gaussian blur, rows then columns; the edge goes on as it is.
    private func blur(
        _ colors: UnsafeMutablePointer<SIMD4<Float>>, _ spare: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let sigma = min(Float(FootageRanges.mostBlurPixels), settings.blur * Float(width))
        guard sigma > 0.25 else { return }
        let weights = Self.weights(sigma)
        for row in 0..<height {
            Self.blurLine(
                from: colors + row * width, to: spare + row * width, count: width, step: 1, lines: 1, weights)
        }
        Self.blurLine(from: spare, to: colors, count: height, step: width, lines: width, weights)
    }

    /// The middle one, then those to each side; their sum is 1.
    private static func weights(_ sigma: Float) -> [Float] {
        let reach = max(1, Int((2.2 * sigma).rounded(.up)))
        // (1 - x² / n)ⁿ is near exp(-x²) and needs no library.
        let raw = (0...reach).map { offset -> Float in
            let square = Float(offset * offset) / (2 * sigma * sigma)
            let part = max(0, 1 - square / 16)
            let (two, four) = (part * part, part * part * part * part)
            return four * four * four * four * (two / max(two, 1e-30))
        }
        let sum = raw[0] + 2 * raw.dropFirst().reduce(0, +)
        return raw.map { $0 / sum }
    }

    /// Blurs across `count` places that are `step` apart, for lines side by side.
    private static func blurLine(
        from source: UnsafeMutablePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        count: Int, step: Int, lines: Int, _ weights: [Float]
    ) {
        weights.withUnsafeBufferPointer { weights in
            for place in 0..<count {
                for line in 0..<lines {
                    var sum = source[place * step + line] * weights[0]
                    for offset in 1..<weights.count {
                        let (low, high) = (max(0, place - offset), min(count - 1, place + offset))
                        sum += (source[low * step + line] + source[high * step + line]) * weights[offset]
                    }
                    target[place * step + line] = sum
                }
            }
        }
    }

    /// Tones, saturation and noise, as bytes.
    private func develop(_ colors: UnsafeMutablePointer<SIMD4<Float>>, to bytes: UnsafeMutablePointer<UInt8>) {
        let half = SIMD4<Float>(repeating: 0.5)
        for index in 0..<width * height {
            var tone = pointwiseMin(pointwiseMax(colors[index], .zero), .one).squareRoot()
            tone += settings.contrast * (tone * tone * (3 - 2 * tone) - tone)
            let gray = 0.3 * tone.x + 0.6 * tone.y + 0.1 * tone.z
            tone = gray + settings.saturation * (tone - gray)
            tone += settings.noise * noise(UInt32(truncatingIfNeeded: index))
            let byte = pointwiseMin(pointwiseMax(tone, .zero), .one) * 255 + half
            bytes[3 * index] = UInt8(byte.x)
            bytes[3 * index + 1] = UInt8(byte.y)
            bytes[3 * index + 2] = UInt8(byte.z)
        }
    }

    /// Noise of standard deviation 1: most of it alike in all channels.
    @inline(__always)
    private func noise(_ index: UInt32) -> SIMD4<Float> {
        var hash = (SIMD4(repeating: index &* 4) &+ SIMD4<UInt32>(0, 1, 2, 3)) &* 0x9E37_79B1
        hash ^= SIMD4(repeating: noiseSeed)
        hash = (hash ^ hash &>> 15) &* 0x2C1B_3C6D
        hash = (hash ^ hash &>> 12) &* 0x297A_2D39
        hash = hash ^ hash &>> 15
        // The sum of two even numbers of variance 1/12 each.
        let low = unsafeBitCast((hash & 0xFFFF) &<< 7 | 0x3F80_0000, to: SIMD4<Float>.self)
        let high = unsafeBitCast((hash &>> 16) &<< 7 | 0x3F80_0000, to: SIMD4<Float>.self)
        let normal = (low + high - 3) * 2.449
        return normal * 0.55 + normal.w * 0.835
    }
}
