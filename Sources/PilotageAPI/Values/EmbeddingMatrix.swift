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

    /// A copy of one row, as numbers of 32 bits.
    public func row(_ index: Int) -> [Float] {
        var rest = index
        for block in blocks {
            if rest < block.count {
                return [Float](unsafeUninitializedCapacity: dimension) { row, count in
                    row.baseAddress.map { block.copyRow(rest, to: $0) }
                    count = dimension
                }
            }
            rest -= block.count
        }
        preconditionFailure("row \(index) of \(count)")
    }
}
