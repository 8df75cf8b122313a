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
        let truth = try Table(directory.appending(path: "truth.csv"))
        for row in truth.rows {
            mark(row, of: truth, "lat", "lon", radius: 1.2, SIMD3(255, 255, 255), on: &canvas)
        }
        let found = try Table(fixes)
        for row in found.rows {
            let isSure = found.value("status", of: row) == "located"
            let color: SIMD3<Float> = isSure ? SIMD3(255, 60, 40) : SIMD3(255, 200, 40)
            mark(row, of: found, "latitude", "longitude", radius: 5.6, SIMD3(20, 20, 20), on: &canvas)
            mark(row, of: found, "latitude", "longitude", radius: 4.4, color, on: &canvas)
        }
        let ffmpeg = try FFmpegPipe(
            width: ResultPicture.side, height: ResultPicture.side, rate: 1,
            output: ["-frames:v", "1", "-update", "1", directory.appending(path: "result.png").path])
        try ffmpeg.write(canvas.flatMap { [UInt8($0.x), UInt8($0.y), UInt8($0.z)] })
        try ffmpeg.close()
    }

    /// The land, a little faded.
    private func canvas() -> [SIMD3<Float>] {
        let scale = 2 * Landscape.reach / Float(ResultPicture.side)
        return land.withColors { colors in
            (0..<ResultPicture.side * ResultPicture.side).map { index in
                let east = (Float(index % ResultPicture.side) + 0.5) * scale - Landscape.reach
                let north = Landscape.reach - (Float(index / ResultPicture.side) + 0.5) * scale
                let color = colors.color(east: east, north: north)
                return SIMD3(color.red, color.green, color.blue) * 0.75 + SIMD3(repeating: 30)
            }
        }
    }

    /// A disc where a row of a table says.
    private func mark(
        _ row: [String], of table: Table, _ latitude: String, _ longitude: String, radius: Float,
        _ color: SIMD3<Float>, on canvas: inout [SIMD3<Float>]
    ) {
        guard let latitude = table.value(latitude, of: row).flatMap({ Double($0) }),
            let longitude = table.value(longitude, of: row).flatMap({ Double($0) })
        else { return }
        let point = Geography.point(latitude: latitude, longitude: longitude)
        let scale = Float(ResultPicture.side) / (2 * Landscape.reach)
        let (x, y) = ((point.east + Landscape.reach) * scale, (Landscape.reach - point.north) * scale)
        let room = Int(radius) + 1
        for j in Int(y) - room...Int(y) + room {
            for i in Int(x) - room...Int(x) + room {
                let (dx, dy) = (Float(i) + 0.5 - x, Float(j) + 0.5 - y)
                let cover = min(max(radius - (dx * dx + dy * dy).squareRoot() + 0.5, 0), 1)
                let isInside = (0..<ResultPicture.side).contains(i) && (0..<ResultPicture.side).contains(j)
                guard cover > 0, isInside else { continue }
                let index = j * ResultPicture.side + i
                canvas[index] = canvas[index] * (1 - cover) + color * cover
            }
        }
    }
}

/// A CSV file without quoted commas, as the demo's own are.
private struct Table {
    let header: [String]
    let rows: [[String]]

    init(_ file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        header = lines.first ?? []
        rows = Array(lines.dropFirst())
    }

    func value(_ column: String, of row: [String]) -> String? {
        header.firstIndex(of: column).flatMap { $0 < row.count ? row[$0] : nil }
    }
}
