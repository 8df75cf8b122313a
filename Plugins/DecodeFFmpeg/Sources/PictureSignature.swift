/// What is compared of two pictures to tell whether they show one scene: how each cell of a coarse grid stands out from
/// the cells around it.
///
/// From each cell the mean of the 7 x 7 cells around it is taken away, and what remains is compressed, `256 h / (|h| + 12)`
/// with `h` in levels: so neither exposure nor one strong edge decides. Bars at the border, flat rows and columns, are no
/// part of the picture, since they outlast cuts.
final class PictureSignature {
    /// Cells beside each other.
    static let columns = LumaGrid.columns
    /// Cells one below the other.
    static let rows = LumaGrid.rows
    /// The compressed cells, row by row; -255...255, and 0 in bars.
    private(set) var cells = [Int16](repeating: 0, count: columns * rows)
    /// The sum of the squares of all cells above and left of a corner, with a row and a column of zeros before.
    private(set) var squares = [Int32](repeating: 0, count: (columns + 1) * (rows + 1))
    /// The mean square of `h`, in levels.
    private(set) var contrast = 0.0
    private var sums = [Int32](repeating: 0, count: (columns + 1) * (rows + 1))

    /// How far the surroundings of a cell reach.
    private static let reach = 3
    /// The `h` at which the compression is by half, in sixteenths of a level.
    private static let knee: Int32 = 192
    /// Rows and columns that vary by no more, in sixteenths of a level, are flat.
    private static let flatness: Int32 = 48
    /// A picture has more cells than this each way, or nothing is said of it.
    private static let least = 4

    /// Takes the place of what it was before; `levels` as in `LumaGrid`.
    func describe(_ levels: [Int32]) {
        let (rows, columns) = Self.region(levels)
        for index in cells.indices { cells[index] = 0 }
        contrast = 0
        if rows.count > Self.least, columns.count > Self.least {
            Self.sum(into: &sums) { levels[$0] }
            standOut(levels, rows, columns)
        }
        Self.sum(into: &squares) { Int32(cells[$0]) * Int32(cells[$0]) }
    }

    /// What lies inside the bars; the cells next to a bar, which it may reach into, do not.
    private static func region(_ levels: [Int32]) -> (rows: Range<Int>, columns: Range<Int>) {
        func isFlat(_ cells: some Sequence<Int>) -> Bool {
            // Levels are less than this; where there are no cells, the difference is negative.
            var (low, high) = (Int32(1 << 12), Int32(0))
            for cell in cells { (low, high) = (min(low, levels[cell]), max(high, levels[cell])) }
            return high - low <= flatness
        }
        func inside(_ count: Int, _ isFlat: (Int) -> Bool) -> Range<Int> {
            var (first, end) = (0, count)
            while first < end, isFlat(first) { first += 1 }
            while end > first, isFlat(end - 1) { end -= 1 }
            if first > 0 { first = min(end, first + 1) }
            if end < count { end = max(first, end - 1) }
            return first..<end
        }
        let rows = inside(Self.rows) { isFlat($0 * columns..<($0 + 1) * columns) }
        let (first, end) = (rows.lowerBound * columns, rows.upperBound * columns)
        let inner = inside(Self.columns) { isFlat(stride(from: first + $0, to: end, by: columns)) }
        return (rows, inner)
    }

    @inline(__always)
    private static func sum(into table: inout [Int32], _ value: (Int) -> Int32) {
        let width = columns + 1
        table.withUnsafeMutableBufferPointer { table in
            for row in 0..<rows {
                var line: Int32 = 0
                for column in 0..<columns {
                    line += value(row * columns + column)
                    table[(row + 1) * width + column + 1] = table[row * width + column + 1] + line
                }
            }
        }
    }

    private func standOut(_ levels: [Int32], _ rows: Range<Int>, _ columns: Range<Int>) {
        var squares: Int64 = 0
        for row in rows {
            let near = max(rows.lowerBound, row - Self.reach)..<min(rows.upperBound, row + Self.reach + 1)
            for column in columns {
                let beside =
                    max(
                        columns.lowerBound, column - Self.reach)..<min(
                        columns.upperBound, column + Self.reach + 1)
                let mean = Self.total(sums, near, beside) / Int32(near.count * beside.count)
                let index = row * Self.columns + column
                let height = levels[index] - mean
                squares += Int64(height) * Int64(height)
                cells[index] = Int16(256 * height / (abs(height) + Self.knee))
            }
        }
        contrast = Double(squares) / Double(256 * rows.count * columns.count)
    }

    /// The sum over a rectangle of cells, from a table of sums.
    @inline(__always)
    static func total(_ sums: [Int32], _ rows: Range<Int>, _ columns: Range<Int>) -> Int32 {
        let (top, bottom) = (rows.lowerBound * (Self.columns + 1), rows.upperBound * (Self.columns + 1))
        return sums[bottom + columns.upperBound] - sums[bottom + columns.lowerBound]
            - sums[top + columns.upperBound] + sums[top + columns.lowerBound]
    }
}
