import Foundation

/// A map of a demo's result: the land, where the flight really went, and where each fix says it was.
struct ResultPicture {
    let land: Landscape
    let directory: URL

    /// Pixels along each side.
    private static let side = 800

    /// Writes `result.png` into the directory.
    ///
    /// - Parameter fixes: a CSV as `report.csv` writes it; the truth is the directory's own.
    func write(fixes: URL) throws {
        var canvas = self.canvas()
        let truth = try CSVTable(directory.appending(path: "truth.csv"))
        canvas.drawTrack(truth: truth, fixes: try CSVTable(fixes)) { latitude, longitude in
            let point = Geography.point(latitude: latitude, longitude: longitude)
            let scale = Float(ResultPicture.side) / (2 * Landscape.reach)
            return ((point.east + Landscape.reach) * scale, (Landscape.reach - point.north) * scale)
        }
        try canvas.write(directory.appending(path: "result.png"))
    }

    /// The land, a little faded.
    private func canvas() -> Canvas {
        let scale = 2 * Landscape.reach / Float(ResultPicture.side)
        let pixels = land.withColors { colors in
            (0..<ResultPicture.side * ResultPicture.side).map { index in
                let east = (Float(index % ResultPicture.side) + 0.5) * scale - Landscape.reach
                let north = Landscape.reach - (Float(index / ResultPicture.side) + 0.5) * scale
                let color = colors.color(east: east, north: north)
                return SIMD3(color.red, color.green, color.blue) * 0.75 + SIMD3(repeating: 30)
            }
        }
        return Canvas(side: ResultPicture.side, pixels: pixels)
    }
}
