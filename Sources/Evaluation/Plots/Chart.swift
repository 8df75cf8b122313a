/// Something drawn over two axes.
struct Chart {
    /// What is drawn.
    enum Mark {
        /// From point to point.
        case line(isDashed: Bool)
        /// Level from point to point, and up at each, from the bottom of the first one on.
        case steps
        /// A disc at every point.
        case dots
        /// A line with a disc at every point.
        case dottedLine
        /// A bar from the bottom to every point, as wide as `width` of the horizontal axis.
        case bars(width: Double)
        /// Text above every point.
        case labels([String])
    }

    /// Points drawn alike.
    struct Series {
        /// Nil where the legend does not name it.
        var name: String?
        let mark: Mark
        /// As SVG writes it.
        let color: String
        let points: [(x: Double, y: Double)]

        /// A dashed gray line to compare with.
        static func guide(_ name: String, from start: (Double, Double), to end: (Double, Double)) -> Series {
            Series(name: name, mark: .line(isDashed: true), color: PlotColor.gray, points: [start, end])
        }
    }

    /// Where there is room for the legend.
    enum Corner { case topLeft, topRight, bottomRight }

    let title: String
    /// A second line below the title.
    let subtitle: String
    let x: Axis
    let y: Axis
    /// What the data are compared with, drawn below them.
    var guides: [Series] = []
    /// The data, drawn in this order.
    let data: [Series]
    let legend: Corner
    /// Said in the middle where there are no data; guides are left out then.
    let emptyText: String

    /// What is drawn.
    var series: [Series] { isEmpty ? [] : guides + data }
    var isEmpty: Bool { data.allSatisfy(\.points.isEmpty) }
}

/// Colors that people of any color vision tell apart (Okabe and Ito, 2008), and grays.
enum PlotColor {
    static let series = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"]
    static let gray = "#8c8c8c"
    static let pale = "#d9e6ef"
}
