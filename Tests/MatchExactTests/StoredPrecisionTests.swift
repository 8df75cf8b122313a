import MatchExact
import PilotageAPI
import Tensors
import Testing

/// Galleries whose embeddings are stored in fewer bits.
struct StoredPrecisionTests {
    /// Bytes that a block reads.
    private func block(
        _ bytes: [UInt8], _ count: Int, _ dimension: Int, _ precision: EmbeddingPrecision
    ) -> EmbeddingBlock {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        copy.copyBytes(from: bytes)
        let address = UInt(bitPattern: copy.baseAddress)
        return EmbeddingBlock(
            dimension: dimension, count: count, precision: precision, bytes: UnsafeRawBufferPointer(copy)
        ) { UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
    }

    private func bytes<Number>(_ numbers: [Number]) -> [UInt8] { numbers.withUnsafeBytes { Array($0) } }

    @Test func `numbers of 16 bits are read as they are`() {
        let numbers: [Float16] = [
            0, -0, 1, -2.5, 65504, -65504, .leastNonzeroMagnitude, -.leastNormalMagnitude, 0.1, 0.3333,
        ]
        let row = EmbeddingMatrix(dimension: 10, blocks: [block(bytes(numbers), 1, 10, .float16)]).row(0)
        #expect(row.map(\.bitPattern) == numbers.map { Float($0).bitPattern })
    }

    @Test func `whole numbers are read as a row of length 1`() {
        let numbers: [Int8] = [3, -4, 0, 127, 0, 0, 0, 0, 0]
        let matrix = EmbeddingMatrix(dimension: 3, blocks: [block(bytes(numbers), 3, 3, .int8)])
        #expect(zip(matrix.row(0), [0.6, -0.8, 0]).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(matrix.row(1) == [1, 0, 0] && matrix.row(2) == [0, 0, 0])
    }

    @Test(arguments: [EmbeddingPrecision.float16, .int8], [1, 5, 40])
    func `answers are those of the definition, also beside rows of 32 bits`(
        precision: EmbeddingPrecision, queries: Int
    ) throws {
        var generator = SeededGenerator(seed: 3)
        let (count, dimension) = (2000, 48)
        let values = (0..<count * dimension).map { _ in Float(generator.normal()) }
        let stored =
            precision == .int8
            ? bytes(values.map { Int8(max(-127, min(127, ($0 * 30).rounded()))) })
            : bytes(values.map { Float16($0) })
        let rows = [[Float]](repeating: [Float](repeating: 0.1, count: dimension), count: count + 10)
        let plain = gallery(rows, metric: .cosine)
        let further = Embeddings(dimension: dimension, values: Array(values[..<(10 * dimension)]))
        let mixed = Gallery(
            name: "g", places: plain.places,
            embeddings: EmbeddingMatrix(
                dimension: dimension,
                blocks: [block(stored, count, dimension, precision), EmbeddingBlock(further)]),
            metric: .cosine, embedder: plain.embedder, calibration: [:])
        let asked = Embeddings(
            dimension: dimension, values: (0..<queries * dimension).map { _ in Float(generator.normal()) })
        let found = try ExactMatcher(NoOptions.defaults).match(asked, in: mixed, rows: nil, limit: 7)
        for (index, candidates) in found.enumerated() {
            let expected = plainMatch(asked[index], mixed, nil, 7)
            #expect(candidates.map(\.row) == expected.map(\.row))
            #expect(zip(candidates, expected).allSatisfy { abs($0.similarity - $1.similarity) < 1e-5 })
        }
    }
}
