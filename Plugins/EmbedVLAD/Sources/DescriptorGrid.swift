/// Where the descriptors of a picture lie: a regular grid, centered, with all bin centers inside the picture.
///
/// A descriptor has 4 x 4 bins, as in Lowe's SIFT; its bin centers lie at `offsets` from its own center along both axes.
package struct DescriptorGrid: Equatable {
    package let width: Int
    package let height: Int
    package let binSize: Int
    /// Centers along x, in pixels.
    package let columns: [Int]
    /// Centers along y, in pixels.
    package let rows: [Int]
    /// -1.5, -0.5, 0.5 and 1.5 bins, rounded to pixels.
    package let offsets: [Int]

    package init(width: Int, height: Int, binSize: Int, step: Int) {
        self.width = width
        self.height = height
        self.binSize = binSize
        let margin = (3 * binSize + 1) / 2
        columns = Self.centers(length: width, margin: margin, step: step)
        rows = Self.centers(length: height, margin: margin, step: step)
        offsets = [-3, -1, 1, 3].map { ($0 * binSize) / 2 }
    }

    /// Number of descriptors; 0 for pictures that are too small.
    package var count: Int { columns.count * rows.count }

    private static func centers(length: Int, margin: Int, step: Int) -> [Int] {
        let free = length - 1 - 2 * margin
        guard free >= 0 else { return [] }
        let intervals = free / step
        let start = margin + (free - intervals * step) / 2
        return (0...intervals).map { start + $0 * step }
    }
}
