import Foundation
import TestSupport
import Testing

/// A landscape of invented hills, as seen from above: brightness that varies at all scales and repeats after 1024 steps.
struct InventedScene {
    private static let side = 1024
    private var levels: [Float]

    /// A scene of its own for every seed; all are about as bright and as rough.
    init(_ seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        levels = [Float](repeating: 128, count: Self.side * Self.side)
        for (spacing, height) in [(128, 60), (64, 50), (32, 40), (16, 25), (8, 12)] as [(Int, Float)] {
            let count = Self.side / spacing
            let knots = (0..<count * count).map { _ -> Float in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return (Float(state >> 40) / Float(1 << 23) - 1) * height
            }
            for y in 0..<Self.side {
                for x in 0..<Self.side {
                    let (column, row) = (x / spacing, y / spacing)
                    let (right, below) = ((column + 1) % count, (row + 1) % count)
                    let (u, v) = (Float(x % spacing) / Float(spacing), Float(y % spacing) / Float(spacing))
                    let top = knots[row * count + column] * (1 - u) + knots[row * count + right] * u
                    let bottom = knots[below * count + column] * (1 - u) + knots[below * count + right] * u
                    levels[y * Self.side + x] += top * (1 - v) + bottom * v
                }
            }
        }
    }

    /// A picture of 320 x 180 pixels around a point, turned by an angle in degrees, at a scale.
    func picture(x: Double = 500, y: Double = 500, turned angle: Double = 0, scale: Double = 1) -> [Float] {
        let (width, height) = (InventedFootage.width, InventedFootage.height)
        let (cosine, sine) = (cos(angle * .pi / 180) / scale, sin(angle * .pi / 180) / scale)
        return (0..<width * height).map { index in
            let (u, v) = (Double(index % width - width / 2), Double(index / width - height / 2))
            let column = Int((x + u * cosine - v * sine).rounded()) & (Self.side - 1)
            let row = Int((y + u * sine + v * cosine).rounded()) & (Self.side - 1)
            return levels[row * Self.side + column]
        }
    }

    /// So many pictures of a camera that moves by a step each.
    func flight(_ count: Int, step: Double = 2) -> [[Float]] {
        (0..<count).map { picture(x: Double($0) * step) }
    }
}

/// Gray pictures at 25 a second, made into a video by FFmpeg's command.
struct InventedFootage {
    static let width = 320
    static let height = 180

    /// What the pictures are encoded to.
    static let plain = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]

    /// Writes a video, and answers its path.
    static func write(
        _ pictures: [[Float]], to name: String, in folder: TemporaryFolder, _ options: [String] = plain
    ) throws -> String {
        var bytes = Data(capacity: pictures.count * width * height)
        for picture in pictures { bytes.append(contentsOf: picture.map { UInt8(max(0, min(255, $0))) }) }
        try bytes.write(to: URL(filePath: folder.path("pictures")))
        let source = [
            "-f", "rawvideo", "-pix_fmt", "gray", "-s", "\(width)x\(height)", "-r", "25", "-i", "pictures",
        ]
        let made = try #require(ExternalTool("ffmpeg")).run(
            ["-nostdin", "-y", "-v", "error"] + source + options + ["-fflags", "+bitexact", name], in: folder)
        try #require(made.status == 0, "\(made.errors)")
        return folder.path(name)
    }
}
