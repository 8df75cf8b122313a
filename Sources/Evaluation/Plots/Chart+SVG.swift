internal import PilotageAPI

extension Chart {
    /// The chart as an SVG 1.1 document of 640 by 480 pixels on white; the same chart gives the same bytes.
    var svg: String {
        let drawn = series.flatMap { series in elements(of: series) }
        let body = gridLines + drawn + frame + tickTexts + captions + legendElements
        let note =
            isEmpty ? [caption(emptyText, Frame.centerX, Frame.centerY, anchor: "middle", size: 14)] : []
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" viewBox="0 0 640 480" \
            font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" font-size="12" fill="#222222">
            <title>\(escaped(title))</title>
            <rect width="640" height="480" fill="#ffffff"/>
            \((body + note).joined(separator: "\n"))
            </svg>

            """
    }

    /// Where the axes stand, in pixels from the upper left.
    private enum Frame {
        static let (left, right, top, bottom) = (70.0, 616.0, 64.0, 420.0)
        static let (centerX, centerY) = ((left + right) / 2, (top + bottom) / 2)
    }

    private func pixelX(_ value: Double) -> Double {
        Frame.left + x.position(of: value) * (Frame.right - Frame.left)
    }

    private func pixelY(_ value: Double) -> Double {
        Frame.bottom - y.position(of: value) * (Frame.bottom - Frame.top)
    }

    private var gridLines: [String] {
        let vertical = x.ticks.map { tick in
            line(
                pixelX(tick.value), Frame.top, pixelX(tick.value), Frame.bottom,
                tick.text.isEmpty ? "#f2f2f2" : "#dddddd")
        }
        return vertical
            + y.ticks.map { line(Frame.left, pixelY($0.value), Frame.right, pixelY($0.value), "#dddddd") }
    }

    private var frame: [String] {
        let (width, height) = (Frame.right - Frame.left, Frame.bottom - Frame.top)
        return [
            """
            <rect x="\(number(Frame.left))" y="\(number(Frame.top))" width="\(number(width))" \
            height="\(number(height))" fill="none" stroke="#444444"/>
            """
        ]
            + x.ticks.map {
                let x = pixelX($0.value)
                return line(x, Frame.bottom, x, Frame.bottom + ($0.text.isEmpty ? 3 : 6), "#444444")
            }
            + y.ticks.map { line(Frame.left - 6, pixelY($0.value), Frame.left, pixelY($0.value), "#444444") }
    }

    private var tickTexts: [String] {
        x.ticks.filter { !$0.text.isEmpty }.map {
            caption($0.text, pixelX($0.value), Frame.bottom + 20, anchor: "middle")
        } + y.ticks.map { caption($0.text, Frame.left - 10, pixelY($0.value) + 4, anchor: "end") }
    }

    private var captions: [String] {
        let (x, y) = (number(20), number(Frame.centerY))
        return [
            caption(title, Frame.left, 25, size: 16, weight: "bold"),
            caption(subtitle, Frame.left, 43, color: "#555555"),
            caption(self.x.label, Frame.centerX, 458, anchor: "middle", size: 13),
            """
            <text x="\(x)" y="\(y)" text-anchor="middle" font-size="13" \
            transform="rotate(-90 \(x) \(y))">\(escaped(self.y.label))</text>
            """,
        ]
    }

    private func elements(of series: Series) -> [String] {
        let points = series.points.map { (x: pixelX($0.x), y: pixelY($0.y)) }
        switch series.mark {
        case .line(let isDashed): return [path(points, series.color, isDashed: isDashed)]
        case .steps:
            let levels = [Frame.bottom] + points.map(\.y)
            let corners = zip(points, levels).flatMap { point, level in [(x: point.x, y: level), point] }
            return [path(corners, series.color, isDashed: false)]
        case .dots: return points.map { disc($0.x, $0.y, series.color) }
        case .dottedLine:
            return [path(points, series.color, isDashed: false)]
                + points.map { disc($0.x, $0.y, series.color) }
        case .bars(let width):
            return series.points.map { point in
                let (left, right) = (pixelX(point.x - width / 2), pixelX(point.x + width / 2))
                let top = pixelY(point.y)
                return """
                    <rect x="\(number(left))" y="\(number(top))" width="\(number(right - left))" \
                    height="\(number(Frame.bottom - top))" fill="\(series.color)" fill-opacity="0.7" stroke="#ffffff"/>
                    """
            }
        case .labels(let texts):
            return zip(points, texts).map { point, text in
                caption(text, point.x, point.y - 5, anchor: "middle", size: 11, color: series.color)
            }
        }
    }

    private var legendElements: [String] {
        let named = series.filter { $0.name != nil }
        let width = 30 + 6.6 * Double(named.compactMap { $0.name?.count }.max() ?? 0)
        let left = legend == .topLeft ? Frame.left + 12 : Frame.right - width - 12
        let height = Double(named.count) * 18 + 8
        let top = legend == .bottomRight ? Frame.bottom - height - 12 : Frame.top + 12
        guard !named.isEmpty else { return [] }
        let box = """
            <rect x="\(number(left - 6))" y="\(number(top))" width="\(number(width + 10))" \
            height="\(number(height))" fill="#ffffff" fill-opacity="0.85"/>
            """
        return [box]
            + named.enumerated().flatMap { index, series in
                let y = top + 13 + Double(index) * 18
                return [swatch(series, left, y), caption(series.name ?? "", left + 30, y + 4)]
            }
    }

    private func swatch(_ series: Series, _ x: Double, _ y: Double) -> String {
        switch series.mark {
        case .line(let isDashed): path([(x, y), (x + 24, y)], series.color, isDashed: isDashed)
        case .steps: path([(x, y), (x + 24, y)], series.color, isDashed: false)
        case .dots, .labels: disc(x + 12, y, series.color)
        case .dottedLine:
            path([(x, y), (x + 24, y)], series.color, isDashed: false) + disc(x + 12, y, series.color)
        case .bars:
            """
            <rect x="\(number(x))" y="\(number(y - 6))" width="24" height="12" fill="\(series.color)"/>
            """
        }
    }
}

private func path(_ points: [(x: Double, y: Double)], _ color: String, isDashed: Bool) -> String {
    let corners = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    let dashes = isDashed ? " stroke-dasharray=\"6 4\"" : ""
    return "<polyline points=\"\(corners)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\"\(dashes)/>"
}

private func disc(_ x: Double, _ y: Double, _ color: String) -> String {
    "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"4\" fill=\"\(color)\"/>"
}

private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: String) -> String {
    """
    <line x1="\(number(x1))" y1="\(number(y1))" x2="\(number(x2))" y2="\(number(y2))" stroke="\(color)"/>
    """
}

private func caption(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start", size: Int = 12,
    weight: String = "normal", color: String = "#222222"
) -> String {
    """
    <text x="\(number(x))" y="\(number(y))" text-anchor="\(anchor)" font-size="\(size)" \
    font-weight="\(weight)" fill="\(color)">\(escaped(text))</text>
    """
}

/// Pixels, with two digits: a hundredth of one is seen by nobody.
private func number(_ value: Double) -> String { fixed(value, digits: 2) }

private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
}
