import Foundation

/// A square picture to draw on, in pixels from its upper left corner.
struct Canvas {
    let side: Int
    /// Red, green, blue, row by row; [0, 255].
    var pixels: [SIMD3<Float>]

    /// The color of a disc, and its radius in pixels.
    typealias Dot = (radius: Float, color: SIMD3<Float>)

    /// A disc with a soft edge.
    mutating func draw(_ dot: Dot, x: Float, y: Float) {
        let room = Int(dot.radius) + 1
        for j in Int(y) - room...Int(y) + room where (0..<side).contains(j) {
            for i in Int(x) - room...Int(x) + room where (0..<side).contains(i) {
                let (dx, dy) = (Float(i) + 0.5 - x, Float(j) + 0.5 - y)
                let cover = min(max(dot.radius - (dx * dx + dy * dy).squareRoot() + 0.5, 0), 1)
                let index = j * side + i
                pixels[index] = pixels[index] * (1 - cover) + dot.color * cover
            }
        }
    }

    /// The truth in white, and the fixes over it: red where they are sure, else yellow.
    ///
    /// - Parameter pixel: where a position lies.
    mutating func drawTrack(
        truth: CSVTable, fixes: CSVTable,
        pixel: (_ latitude: Double, _ longitude: Double) -> (x: Float, y: Float)
    ) {
        for row in truth.rows {
            guard let position = truth.position("lat", "lon", of: row) else { continue }
            let (x, y) = pixel(position.latitude, position.longitude)
            draw((1.2, SIMD3(255, 255, 255)), x: x, y: y)
        }
        for row in fixes.rows {
            guard let position = fixes.position("latitude", "longitude", of: row) else { continue }
            let isSure = fixes.value("status", of: row) == "located"
            let (x, y) = pixel(position.latitude, position.longitude)
            draw((5.6, SIMD3(20, 20, 20)), x: x, y: y)
            draw((4.4, isSure ? SIMD3(255, 60, 40) : SIMD3(255, 200, 40)), x: x, y: y)
        }
    }

    /// Writes it as PNG.
    func write(_ file: URL) throws {
        let ffmpeg = try FFmpegPipe(
            width: side, height: side, rate: 1, output: ["-frames:v", "1", "-update", "1", file.path])
        try ffmpeg.write(pixels.flatMap { [UInt8($0.x), UInt8($0.y), UInt8($0.z)] })
        try ffmpeg.close()
    }
}
