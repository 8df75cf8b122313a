import CFFmpeg

/// The brightness of a picture in a coarse grid, whatever the picture's size.
///
/// Each cell is the mean of four of its rows, so that reading it costs little beside decoding; of samples that are no bytes
/// side by side, eight of each row count.
final class LumaGrid {
    /// Cells beside each other.
    static let columns = 48
    /// Cells one below the other.
    static let rows = 27
    /// Sixteenths of a level, 0...4080, row by row.
    private(set) var levels = [Int32](repeating: 0, count: columns * rows)

    private static let rowsRead = 4
    private static let samplesRead = 8

    /// Reads a decoded picture; false where its samples are of a kind that is not read (`LumaSamples`).
    func read(_ frame: AVFrame) -> Bool {
        guard let samples = LumaSamples(frame) else { return false }
        levels.withUnsafeMutableBufferPointer { levels in
            for row in 0..<Self.rows {
                let rows = Self.share(row, of: Self.rows, samples.height)
                for column in 0..<Self.columns {
                    let columns = Self.share(column, of: Self.columns, samples.width)
                    levels[row * Self.columns + column] = Self.mean(samples, rows, columns)
                }
            }
        }
        return true
    }

    /// What a cell covers of so many pixels: at least one.
    private static func share(_ cell: Int, of cells: Int, _ pixels: Int) -> Range<Int> {
        let start = cell * pixels / cells
        return start..<max(start + 1, (cell + 1) * pixels / cells)
    }

    @inline(__always)
    private static func mean(_ samples: LumaSamples, _ rows: Range<Int>, _ columns: Range<Int>) -> Int32 {
        var (sum, count) = (0, 0)
        for index in 0..<rowsRead {
            let row = rows.lowerBound + (2 * index + 1) * rows.count / (2 * rowsRead)
            if samples.isPlainBytes {
                sum += samples.sum(row: row, columns: columns)
                count += columns.count
            } else {
                for column in stride(
                    from: columns.lowerBound, to: columns.upperBound, by: max(1, columns.count / samplesRead))
                {
                    sum += samples.sample(row: row, column: column)
                    count += 1
                }
            }
        }
        return Int32(sum * 16 / count)
    }
}
