extension PictureSignature {
    /// Below this mean square there is nothing to see in a picture.
    private static let leastContrast = 1.5 * 1.5
    /// Below this one a picture may have come out of a flat one within a frame, as in a quick fade.
    private static let fadingContrast = 8.0 * 8.0
    /// Added to each cell's square, so that noise says little.
    private static let noise = 16.0 * 16.0
    /// From this on pictures are alike without having to be shifted.
    private static let likeness = 0.75
    /// How far pictures are shifted against each other, in cells to each side: a quarter of the picture.
    private static let shifts = (columns: 12, rows: 6)

    /// How alike two pictures are, about 0 to 1: the normalized correlation of their cells, at the shift against each other
    /// at which that is the highest, which is how a moving camera shifts them.
    ///
    /// Pictures of different scenes reach 0.1 to 0.5, consecutive ones of one scene 0.8 and more.
    func similarity(to other: PictureSignature) -> Double {
        if min(contrast, other.contrast) < Self.leastContrast,
            max(contrast, other.contrast) < Self.fadingContrast
        {
            return 1
        }
        var best = correlation(with: other, right: 0, down: 0)
        guard best < Self.likeness else { return best }
        for down in -Self.shifts.rows...Self.shifts.rows {
            for right in -Self.shifts.columns...Self.shifts.columns {
                best = max(best, correlation(with: other, right: right, down: down))
            }
        }
        return best
    }

    /// The correlation where cell (x, y) of the other picture lies on (x + right, y + down) of this one.
    private func correlation(with other: PictureSignature, right: Int, down: Int) -> Double {
        let (columns, rows) = (Self.columns - abs(right), Self.rows - abs(down))
        let (left, top) = (max(0, right), max(0, down))
        let (otherLeft, otherTop) = (max(0, -right), max(0, -down))
        var sum: Int32 = 0
        cells.withUnsafeBufferPointer { mine in
            other.cells.withUnsafeBufferPointer { others in
                for row in 0..<rows {
                    let (a, b) = (
                        (top + row) * Self.columns + left, (otherTop + row) * Self.columns + otherLeft
                    )
                    for column in 0..<columns { sum &+= Int32(mine[a + column]) &* Int32(others[b + column]) }
                }
            }
        }
        let noise = Double(rows * columns) * Self.noise
        let own = Self.total(squares, top..<top + rows, left..<left + columns)
        let its = Self.total(
            other.squares, otherTop..<otherTop + rows, otherLeft..<otherLeft + columns)
        return (Double(sum) + noise) / ((Double(own) + noise) * (Double(its) + noise)).squareRoot()
    }
}
