/// A chart of lines over one axis, as a small picture.
public struct LineChart: Sendable {
    /// A line through points.
    public struct Line: Sendable {
        /// What it shows.
        public var name: String
        /// Its color.
        public var color: Raster.Color
        /// Its points, each with a height from 0 at the bottom to 1 at the top; in ascending order of `x`.
        public var points: [(x: Double, y: Double)]

        /// A line.
        public init(_ name: String, _ color: Raster.Color, _ points: [(x: Double, y: Double)]) {
            (self.name, self.color, self.points) = (name, color, points)
        }
    }

    private static let (width, height) = (640, 400)
    private static let (left, right, top, bottom) = (50, 620, 60, 360)
    private static let scale = 2
    private static let ink = Raster.Color(red: 60, green: 60, blue: 60)
    private static let grid = Raster.Color(red: 225, green: 225, blue: 225)

    private let lines: [Line]
    private let caption: String
    private let end: Double
    private var samples = [UInt8](repeating: 255, count: width * height * 3)

    /// A chart.
    ///
    /// - Parameters:
    ///   - caption: what the axis to the right shows; the one upwards goes from 0 to 1.
    ///   - end: the greatest value of the axis to the right, above 0.
    public init(_ lines: [Line], caption: String, end: Double) {
        (self.lines, self.caption, self.end) = (lines, caption, max(end, 1e-9))
        drawFrame()
        for (index, line) in lines.enumerated() { draw(line, index) }
    }

    /// The picture.
    public var raster: Raster { Raster(width: Self.width, height: Self.height, samples: .rgb(samples)) }

    private func column(_ x: Double) -> Int {
        Self.left + Int((min(max(x / end, 0), 1) * Double(Self.right - Self.left)).rounded())
    }

    private func row(_ y: Double) -> Int {
        Self.bottom - Int((min(max(y, 0), 1) * Double(Self.bottom - Self.top)).rounded())
    }

    private mutating func drawFrame() {
        for step in 0...5 {
            let share = Double(step) / 5
            for x in Self.left...Self.right { dot(x, row(share), Self.grid) }
            for y in Self.top...Self.bottom { dot(column(share * end), y, Self.grid) }
            let tenths = step * 2
            write("\(tenths / 10).\(tenths % 10)", Self.left - 28, row(share) - 4, Self.ink)
            let number = "\(Int(share * end))"
            let last = Self.width - number.count * LetterFont.advance * Self.scale
            write(number, min(column(share * end) - 8, last), Self.bottom + 8, Self.ink)
        }
        write(caption, (Self.left + Self.right) / 2 - 4 * caption.count, Self.bottom + 26, Self.ink)
    }

    private mutating func draw(_ line: Line, _ index: Int) {
        write(line.name, Self.left + (index % 2) * 290, 10 + index / 2 * 18, line.color)
        for (one, other) in zip(line.points, line.points.dropFirst()) {
            let (x0, y0, x1, y1) = (column(one.x), row(one.y), column(other.x), row(other.y))
            let steps = max(1, abs(x1 - x0), abs(y1 - y0))
            for step in 0...steps {
                let (x, y) = (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps)
                dot(x, y, line.color)
                dot(x, y + 1, line.color)
            }
        }
        for point in line.points {
            for (x, y) in [(-1, 0), (1, 0), (0, -1), (0, 1), (0, 2)] {
                dot(column(point.x) + x, row(point.y) + y, line.color)
            }
        }
    }

    private mutating func write(_ text: String, _ left: Int, _ top: Int, _ color: Raster.Color) {
        for point in LetterFont.points(of: text) {
            for offset in 0..<Self.scale * Self.scale {
                dot(
                    left + point.column * Self.scale + offset % Self.scale,
                    top + point.row * Self.scale + offset / Self.scale, color)
            }
        }
    }

    /// Colors a pixel; those outside are left out.
    private mutating func dot(_ x: Int, _ y: Int, _ color: Raster.Color) {
        guard (0..<Self.width).contains(x), (0..<Self.height).contains(y) else { return }
        let start = (y * Self.width + x) * 3
        (samples[start], samples[start + 1], samples[start + 2]) = (color.red, color.green, color.blue)
    }
}
