import Pictures
import Testing

struct LineChartTests {
    private static let blue = Raster.Color(red: 0, green: 0, blue: 200)

    /// The rows in which a column of the picture has a color.
    private func rows(_ raster: Raster, _ column: Int, _ color: Raster.Color) -> [Int] {
        guard case .rgb(let samples) = raster.samples else { return [] }
        return (0..<raster.height).filter { row in
            let start = (row * raster.width + column) * 3
            return samples[start..<start + 3] == [color.red, color.green, color.blue]
        }
    }

    @Test func `a line runs from its first point to its last`() {
        let line = LineChart.Line("a line", Self.blue, [(0, 0), (10, 1)])
        let raster = LineChart([line], caption: "steps", end: 10).raster
        #expect((raster.width, raster.height) == (640, 400))
        #expect(rows(raster, 50, Self.blue).contains(360))
        #expect(rows(raster, 620, Self.blue).contains(60))
        // Halfway in both directions.
        #expect(rows(raster, 335, Self.blue).contains(210))
        #expect(rows(raster, 335, Self.blue).allSatisfy { (205...215).contains($0) })
    }

    @Test func `points beyond the axes stand at their ends`() {
        let line = LineChart.Line("a line", Self.blue, [(-5, 2), (20, -1)])
        let raster = LineChart([line], caption: "steps", end: 10).raster
        #expect(rows(raster, 50, Self.blue).contains(60))
        #expect(rows(raster, 620, Self.blue).contains(360))
    }

    @Test func `the last number of the axis stands in the picture`() {
        let line = LineChart.Line("x", Self.blue, [(0, 0)])
        let long = LineChart([line], caption: "", end: 123_456).raster
        let ink = Raster.Color(red: 60, green: 60, blue: 60)
        let columns = (560..<640).filter { column in
            rows(long, column, ink).contains { (368..<380).contains($0) }
        }
        // Six digits of three points and a gap, two pixels a point.
        #expect((columns.max() ?? 0) - (columns.min() ?? 0) >= 40)
        #expect((columns.max() ?? 640) < 640)
    }
}
