/// The embeddings of a gallery: one or more blocks of rows, usually memory-mapped.
public struct EmbeddingMatrix: Sendable {
    /// Elements per row.
    public let dimension: Int
    /// Rows in all blocks.
    public let count: Int
    /// In the order of the places.
    public let blocks: [EmbeddingBlock]

    /// The rows of some blocks, one after the other.
    public init(dimension: Int, blocks: [EmbeddingBlock]) {
        for block in blocks {
            precondition(block.dimension == dimension, "a block of \(block.dimension) among \(dimension)")
        }
        self.dimension = dimension
        self.blocks = blocks
        count = blocks.reduce(0) { $0 + $1.count }
    }

    /// Rows held in memory.
    public init(_ embeddings: Embeddings) {
        self.init(dimension: embeddings.dimension, blocks: [EmbeddingBlock(embeddings)])
    }

    /// A copy of one row.
    public func row(_ index: Int) -> [Float] {
        var rest = index
        for block in blocks {
            if rest < block.count { return Array(block.values[rest * dimension..<(rest + 1) * dimension]) }
            rest -= block.count
        }
        preconditionFailure("row \(index) of \(count)")
    }
}

/// Rows that lie one after the other in memory.
///
/// `@unchecked Sendable`: the memory is never written after the block is made, and lives as long as the block.
public final class EmbeddingBlock: @unchecked Sendable {
    /// Elements per row.
    public let dimension: Int
    /// Number of rows.
    public let count: Int
    /// `count * dimension` elements, row-major; valid as long as the block is.
    public let values: UnsafeBufferPointer<Float>
    private let release: @Sendable () -> Void

    /// Memory that somebody else owns until `release` is called.
    public init(
        dimension: Int, count: Int, values: UnsafeBufferPointer<Float>,
        release: @escaping @Sendable () -> Void
    ) {
        precondition(
            values.count == dimension * count, "\(values.count) values for \(count) rows of \(dimension)")
        self.dimension = dimension
        self.count = count
        self.values = values
        self.release = release
    }

    /// A copy of rows.
    public convenience init(_ embeddings: Embeddings) {
        let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(1, embeddings.values.count))
        _ = copy.initialize(from: embeddings.values)
        let address = UInt(bitPattern: copy.baseAddress)
        self.init(
            dimension: embeddings.dimension, count: embeddings.count,
            values: UnsafeBufferPointer(rebasing: copy[..<embeddings.values.count])
        ) { UnsafeMutablePointer<Float>(bitPattern: address)?.deallocate() }
    }

    deinit { release() }
}
