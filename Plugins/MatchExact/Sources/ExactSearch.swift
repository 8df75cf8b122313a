internal import PilotageAPI

/// One search: some queries against rows of a gallery. Used by one thread.
final class ExactSearch {
    /// So many bytes of rows stay in the second-level cache while all queries pass over them.
    private static let bytesOfBlock = 192 << 10
    /// Fewer queries than this do not fill a panel well enough to be worth one.
    private static let fewestForPanels = 6
    /// With more panels than this the time that a block takes to arrive does not show.
    private static let panelsThatWait = 3

    private let queries: Embeddings
    private let rows: GalleryRows
    private let metric: Metric
    private let squares: [Float]
    private var finalists: [Finalists]
    /// The thresholds of the finalists, in panels of 16; the places beyond the last query accept nothing.
    private let thresholds: UnsafeMutableBufferPointer<Float>
    /// Room for the rows of a block and one more, where rows must be copied to be read; else for one.
    private let copies: UnsafeMutablePointer<Float>
    /// What bringing rows into the cache leaves behind, so that it is not optimized away.
    private var touched: Float = 0

    /// A search for the best `limit` rows, at least 1.
    init(_ queries: Embeddings, in gallery: Gallery, _ lengths: RowLengths.Lengths, limit: Int) {
        self.queries = queries
        rows = GalleryRows(gallery.embeddings)
        copies = .allocate(
            capacity: (rows.areCopied ? Self.rowsOfBlock(rows.dimension) + 1 : 1) * rows.dimension)
        metric = gallery.metric
        squares = lengths.squares
        finalists = (0..<queries.count).map { index in
            let slack = slack(of: queries[index], longestRow: lengths.greatest, gallery.metric)
            return Finalists(limit: limit, slack: slack)
        }
        let padded = (queries.count + ScoreKernel.width - 1) / ScoreKernel.width * ScoreKernel.width
        thresholds = .allocate(capacity: padded)
        for index in 0..<padded {
            thresholds.initializeElement(
                at: index, to: index < queries.count ? -Float.infinity : Float.infinity)
        }
    }

    deinit {
        thresholds.deallocate()
        copies.deallocate()
    }

    private static func rowsOfBlock(_ dimension: Int) -> Int {
        max(1, bytesOfBlock / (4 * dimension * ScoreKernel.rows)) * ScoreKernel.rows
    }

    /// The address of a row of the block under way; `place` counts its rows, and the one behind them is for a row by itself.
    @inline(__always)
    private func address(_ row: Int, place: Int) -> UnsafePointer<Float> {
        rows.address(row, copy: rows.areCopied ? copies + place * rows.dimension : copies)
    }

    /// Passes over all chosen rows, a block at a time, and answers the best for every query.
    func best(among chosen: [Int]?, count: Int) -> [[Candidate]] {
        let total = chosen?.count ?? count
        let size = Self.rowsOfBlock(rows.dimension)
        let panels = queries.count < Self.fewestForPanels ? [] : packedPanels()
        for start in stride(from: 0, to: total, by: size) {
            let end = min(start + size, total)
            let numbers = chosen.map { Array($0[start..<end]) } ?? Array(start..<end)
            if panels.isEmpty {
                scoreSingly(numbers)
            } else {
                scorePanels(numbers, panels)
            }
        }
        return finalists.indices.map { query in finalists[query].best { similarity($0, query) } }
    }

    /// The queries in panels of 16, element by element. For `l2` they are doubled: minus the squared distance is
    /// `2 x·y - |y|² - |x|²`, of which the last does not change the order.
    private func packedPanels() -> [Float] {
        let (dimension, width) = (rows.dimension, ScoreKernel.width)
        var panels = [Float](repeating: 0, count: thresholds.count * dimension)
        for query in 0..<queries.count {
            let start = query / width * width * dimension + query % width
            for (index, element) in queries[query].enumerated() {
                panels[start + index * width] = metric == .l2 ? 2 * element : element
            }
        }
        return panels
    }

    private func scorePanels(_ numbers: [Int], _ panels: [Float]) {
        var addresses = numbers.enumerated().map { address($1, place: $0) }
        // The last tile repeats its last row; what comes of that is not looked at.
        while !addresses.count.isMultiple(of: ScoreKernel.rows) {
            addresses.append(addresses[numbers.count - 1])
        }
        let dimension = rows.dimension
        if thresholds.count <= Self.panelsThatWait * ScoreKernel.width {
            for address in addresses { touched += ScoreKernel.touch(address, dimension: dimension) }
        }
        addresses.withUnsafeBufferPointer { addresses in
            panels.withUnsafeBufferPointer { panels in
                guard let address = addresses.baseAddress, let panel = panels.baseAddress else { return }
                for first in stride(from: 0, to: thresholds.count, by: ScoreKernel.width) {
                    let queries = panel + first * dimension
                    for tile in stride(from: 0, to: numbers.count, by: ScoreKernel.rows) {
                        let scores = ScoreKernel.tile(address + tile, queries, dimension: dimension)
                        compare(scores, numbers, tile, first)
                    }
                }
            }
        }
    }

    @inline(__always)
    private func compare(_ scores: ScoreKernel.Tile, _ numbers: [Int], _ tile: Int, _ first: Int) {
        compare(scores.0, scores.1, numbers, tile, first)
        compare(scores.2, scores.3, numbers, tile + 1, first)
        compare(scores.4, scores.5, numbers, tile + 2, first)
        compare(scores.6, scores.7, numbers, tile + 3, first)
        compare(scores.8, scores.9, numbers, tile + 4, first)
        compare(scores.10, scores.11, numbers, tile + 5, first)
    }

    @inline(__always)
    private func compare(
        _ low: SIMD8<Float>, _ high: SIMD8<Float>, _ numbers: [Int], _ index: Int, _ first: Int
    ) {
        guard index < numbers.count, let limits = thresholds.baseAddress else { return }
        let square = metric == .l2 ? squares[numbers[index]] : 0
        let limit = UnsafeRawPointer(limits + first)
        let lowMask = low - square .>= limit.loadUnaligned(as: SIMD8<Float>.self)
        let highMask = high - square .>= limit.loadUnaligned(fromByteOffset: 32, as: SIMD8<Float>.self)
        guard any(lowMask .| highMask) else { return }
        for lane in 0..<8 where lowMask[lane] { keep(numbers[index], low[lane] - square, first + lane) }
        for lane in 0..<8 where highMask[lane] { keep(numbers[index], high[lane] - square, first + 8 + lane) }
    }

    /// For few queries each row is read once and multiplied with all of them.
    private func scoreSingly(_ numbers: [Int]) {
        let dimension = rows.dimension
        queries.values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            for number in numbers {
                let row = address(number, place: 0)
                for query in 0..<queries.count {
                    let product = ScoreKernel.product(row, start + query * dimension, dimension: dimension)
                    let score = metric == .l2 ? 2 * product - squares[number] : product
                    if score >= thresholds[query] { keep(number, score, query) }
                }
            }
        }
    }

    @inline(never)
    private func keep(_ row: Int, _ score: Float, _ query: Int) {
        finalists[query].add(row, score) { similarity($0, query) }
        thresholds[query] = finalists[query].threshold
    }

    private func similarity(_ row: Int, _ query: Int) -> Float {
        let dimension = rows.dimension
        return queries.values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return -.infinity }
            return ExactScore.similarity(
                address(row, place: Self.rowsOfBlock(dimension)), start + query * dimension,
                dimension: dimension, metric)
        }
    }
}

/// Twice the most by which a score in single precision can differ from the exact one, so that no rounding hides a row.
///
/// A sum of n products in any order is within n u |x||y| of the exact one, with u = 2^-24 (Higham, Accuracy and Stability
/// of Numerical Algorithms, 3.1); a few more u for the square, the difference and the rounding of the answer.
private func slack(of query: ArraySlice<Float>, longestRow: Double, _ metric: Metric) -> Float {
    let length = query.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let steps = Double(query.count + 8) * 0x1p-24 * 1.01
    let scale = metric == .l2 ? (length + longestRow) * (length + longestRow) : length * longestRow
    return Float(2 * steps * scale).nextUp
}
