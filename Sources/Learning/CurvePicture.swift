internal import Pictures
internal import PilotageAPI

extension LineChart {
    /// The curve of a training: loss against that of the first point, and recall among held-out places.
    init(_ curve: [CurvePoint]) {
        let first = curve.first.map { max($0.loss, 1e-9) } ?? 1
        let greatest = max(first, curve.map(\.loss).max() ?? first)
        func line(
            _ name: String, _ color: Raster.Color, _ value: (CurvePoint) -> Double?
        ) -> LineChart.Line {
            LineChart.Line(
                name, color, curve.compactMap { point in value(point).map { (Double(point.step), $0) } })
        }
        let lines = [
            line("loss / \(fixed(greatest, digits: 2))", Raster.Color(red: 90, green: 90, blue: 90)) {
                $0.loss / greatest
            },
            line("four views: recall@1", Raster.Color(red: 0, green: 90, blue: 181)) { $0.rig?.at1 },
            line("one view: recall@1", Raster.Color(red: 220, green: 50, blue: 32)) { $0.single?.at1 },
            line("one view: recall@10", Raster.Color(red: 230, green: 150, blue: 40)) { $0.single?.at10 },
        ].filter { !$0.points.isEmpty }
        self.init(lines, caption: "steps", end: Double(curve.last?.step ?? 1))
    }
}
