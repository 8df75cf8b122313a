internal import PilotageAPI
internal import Tensors

extension RouteMap {
    /// So many frames are multiplied at once: enough for full speed, few enough to stay in the cache.
    private static let batch = 16

    /// Some frames as the map sees them; nil where a frame could not be decoded.
    func products(with evidence: [FrameEvidence], _ buffers: RouteBuffers) -> [FrameProducts?] {
        var products = [FrameProducts?](repeating: nil, count: evidence.count)
        let whole = evidence.indices.filter { !evidence[$0].isDamaged }
        for start in stride(from: 0, to: whole.count, by: Self.batch) {
            let frames = whole[start..<min(whole.count, start + Self.batch)]
            let rows = batch(frames.flatMap { evidence[$0].embedding }, frames.count, buffers)
            for (frame, row) in zip(frames, rows) {
                products[frame] = FrameProducts(vector: evidence[frame].embedding, products: row)
            }
        }
        return products
    }

    /// The inner products of some vectors, one behind the other, with all smoothed places.
    private func batch(_ vectors: [Float], _ count: Int, _ buffers: RouteBuffers) -> [[Float]] {
        let places = rows.count
        let raw = buffers.floats(Self.batch * places) { raw in
            vectors.withUnsafeBufferPointer { vectors in
                guard let target = raw.baseAddress, let source = vectors.baseAddress else { return }
                multiply(source, count, into: target)
            }
        }
        defer { buffers.reuse(raw) }
        return raw.withUnsafeBufferPointer { raw in
            (0..<count).map { row in
                let products = UnsafeBufferPointer(rebasing: raw[row * places..<(row + 1) * places])
                return buffers.floats(places) { smoothed in smooth(products, into: smoothed) }
            }
        }
    }

    /// The energy of the residual of a vector at a place.
    func energy(of vector: [Float], at place: Int) -> Float {
        zip(vector, SmoothedRows(matrix, around, share: smoothingShare)[place]).reduce(0) {
            $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
        }
    }

    private func multiply(
        _ vectors: UnsafePointer<Float>, _ count: Int, into target: UnsafeMutablePointer<Float>
    ) {
        var first = 0
        for block in matrix.blocks {
            if let values = block.values {
                multiply(vectors, count, values, block.count, into: target + first)
            } else {
                multiply(vectors, count, widening: block, into: target + first)
            }
            first += block.count
        }
    }

    private func multiply(
        _ vectors: UnsafePointer<Float>, _ count: Int, _ values: UnsafePointer<Float>, _ places: Int,
        into target: UnsafeMutablePointer<Float>
    ) {
        let dimension = matrix.dimension
        Tensors.multiply(
            rows: count, columns: places, inner: dimension, vectors, leftStride: dimension, values,
            .transposed, rightStride: dimension, into: target, productStride: rows.count)
    }

    /// The same for a block of elements of fewer bits, some rows at a time.
    private func multiply(
        _ vectors: UnsafePointer<Float>, _ count: Int, widening block: EmbeddingBlock,
        into target: UnsafeMutablePointer<Float>
    ) {
        let piece = 256
        withUnsafeTemporaryAllocation(of: Float.self, capacity: piece * matrix.dimension) { copy in
            guard let copies = copy.baseAddress else { return }
            for start in stride(from: 0, to: block.count, by: piece) {
                let places = min(piece, block.count - start)
                for place in 0..<places {
                    block.copyRow(start + place, to: copies + place * matrix.dimension)
                }
                multiply(vectors, count, copies, places, into: target + start)
            }
        }
    }

    /// The same mean over neighbors that smoothing the vectors takes.
    private func smooth(
        _ products: UnsafeBufferPointer<Float>, into smoothed: UnsafeMutableBufferPointer<Float>
    ) {
        around.starts.withUnsafeBufferPointer { starts in
            around.targets.withUnsafeBufferPointer { targets in
                for place in products.indices {
                    let (first, end) = (Int(starts[place]), Int(starts[place + 1]))
                    let own = products[place]
                    var sum: Float = 0
                    for index in first..<end { sum += products[Int(targets[index])] - own }
                    smoothed[place] = own + sum * neighborShares[place]
                }
            }
        }
    }
}

/// Rows moved toward the mean of their neighbors.
struct SmoothedRows {
    private let matrix: EmbeddingMatrix
    private let around: PlaceGraph
    private let share: Float

    init(_ matrix: EmbeddingMatrix, _ around: PlaceGraph, share: Float) {
        self.matrix = matrix
        self.around = around
        self.share = share
    }

    subscript(place: Int) -> [Float] {
        var row = matrix.row(place)
        let others = around[place]
        guard !others.isEmpty else { return row }
        let each = share / Float(others.count)
        for index in row.indices { row[index] *= 1 - share }
        for other in others {
            let values = matrix.row(Int(other))
            for index in row.indices { row[index] += each * values[index] }
        }
        return row
    }
}
