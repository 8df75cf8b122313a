/// How the elements of embeddings are stored.
public enum EmbeddingPrecision: String, Codable, Sendable, CaseIterable {
    /// Four bytes an element, as embedders give them.
    case float32
    /// Two bytes an element.
    case float16
    /// One byte an element, for rows of length 1: whole numbers from -127 to 127 in the direction of the row.
    case int8

    /// Bytes of an element.
    public var size: Int {
        switch self {
        case .float32: 4
        case .float16: 2
        case .int8: 1
        }
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
    /// How elements are stored.
    public let precision: EmbeddingPrecision
    private let bytes: UnsafeRawBufferPointer
    private let release: @Sendable () -> Void

    /// Memory that somebody else owns until `release` is called: `count * dimension` elements, row-major, on an address that
    /// their size divides.
    public init(
        dimension: Int, count: Int, precision: EmbeddingPrecision, bytes: UnsafeRawBufferPointer,
        release: @escaping @Sendable () -> Void
    ) {
        precondition(
            bytes.count == dimension * count * precision.size,
            "\(bytes.count) bytes for \(count) rows of \(dimension) \(precision)")
        self.dimension = dimension
        self.count = count
        self.precision = precision
        self.bytes = bytes
        self.release = release
    }

    /// The same for elements of 32 bits.
    public convenience init(
        dimension: Int, count: Int, values: UnsafeBufferPointer<Float>,
        release: @escaping @Sendable () -> Void
    ) {
        self.init(
            dimension: dimension, count: count, precision: .float32, bytes: UnsafeRawBufferPointer(values),
            release: release)
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

    /// `count * dimension` elements, row-major; valid as long as the block is. Nil where they are not of 32 bits, or there are none.
    public var values: UnsafePointer<Float>? {
        precision == .float32 ? bytes.baseAddress?.assumingMemoryBound(to: Float.self) : nil
    }

    /// Writes a row to `target`, which has room for `dimension` elements.
    public func copyRow(_ row: Int, to target: UnsafeMutablePointer<Float>) {
        precondition((0..<count).contains(row), "row \(row) of \(count)")
        guard let start = bytes.baseAddress?.advanced(by: row * dimension * precision.size) else { return }
        switch precision {
        case .float32: target.update(from: start.assumingMemoryBound(to: Float.self), count: dimension)
        case .float16: widen(start.assumingMemoryBound(to: UInt16.self), to: target)
        case .int8: lengthen(start.assumingMemoryBound(to: Int8.self), to: target)
        }
    }

    /// Finite numbers of 16 bits as such of 32: the exponent is set right by a product, which a processor does to many at once.
    private func widen(_ source: UnsafePointer<UInt16>, to target: UnsafeMutablePointer<Float>) {
        for index in 0..<dimension {
            let bits = UInt32(source[index])
            let magnitude = Float(bitPattern: (bits & 0x7FFF) << 13) * 0x1p112
            target[index] = Float(bitPattern: magnitude.bitPattern | (bits & 0x8000) << 16)
        }
    }

    /// Whole numbers as a row of length 1; zeros stay zeros.
    private func lengthen(_ source: UnsafePointer<Int8>, to target: UnsafeMutablePointer<Float>) {
        var square: Int32 = 0
        for index in 0..<dimension { square &+= Int32(source[index]) &* Int32(source[index]) }
        let scale = square > 0 ? 1 / Float(square).squareRoot() : 0
        for index in 0..<dimension { target[index] = Float(source[index]) * scale }
    }
}
