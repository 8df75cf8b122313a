internal import Geodesy
internal import PilotageAPI
internal import Tensors

/// What is prepared of a gallery, or of the part of it that an item may be in: its graph, its states, and what stays the
/// same of the distances between frames and places.
///
/// Where the gallery names neighbors, places are smoothed: each vector is moved by a fifth toward the mean of its neighbors,
/// which takes out some of the noise. Photos that only happen to lie near each other may show different things.
final class RouteMap: Sendable {
    private static let smoothing: Float = 0.2

    /// The rows of the gallery, ascending.
    let rows: [Int]
    let states: RouteStates
    let graph: PlaceGraph
    let coordinates: [Coordinate]
    /// Squared lengths of the smoothed vectors, by place.
    let lengths: [Float]
    /// For every edge the squared length of its place minus `correlation` times the place before.
    let edgeLengths: [Float]
    /// How likely places follow each other, where that goes by distance.
    let ladder: DistanceLadder?
    /// The typical length of an edge, or distance of neighbors, in meters.
    let hopMeters: Double
    private let matrix: EmbeddingMatrix
    private let around: PlaceGraph
    /// How far vectors are moved toward their neighbors.
    private let share: Float
    /// The same for each of a place's neighbors.
    private let neighborShares: [Float]
    /// How much of a frame's residual is left in the next one's, [0, 1).
    let correlation: Float
    /// The mean energy of innovations on the true route, in residual energies.
    var innovationEnergy: Float { correlation > 0 ? RouteModel.innovationEnergy : 1 }

    /// For whoever infers on this map.
    let buffers = IdleBuffers()

    /// A map of some rows of a gallery.
    ///
    /// - Parameter byDistance: whether places follow each other by their distance, without edges.
    init(_ gallery: Gallery, rows: [Int], byDistance: Bool) {
        self.rows = rows
        let places = rows.map { gallery.places[$0] }
        coordinates = places.map(\.coordinate)
        graph = byDistance ? PlaceGraph(places.map { _ in [] }) : PlaceGraph(of: places)
        ladder = byDistance ? DistanceLadder(coordinates) : nil
        states = RouteStates(graph)
        around = graph.bothWays()
        let isNamed = !byDistance && PlaceGraph.areNamed(places)
        let share = isNamed ? Self.smoothing : 0
        self.share = share
        neighborShares = rows.indices.map { [around] in share / Float(max(1, around[$0].count)) }
        let kept = isNamed ? RouteModel.correlation : 0
        correlation = kept
        matrix =
            rows.count == gallery.places.count
            ? gallery.embeddings : Self.part(gallery.embeddings, rows)
        let smooth = SmoothedRows(matrix, around, share: share)
        var lengths = [Float](repeating: 0, count: rows.count)
        var edgeLengths: [Float] = []
        edgeLengths.reserveCapacity(states.edges)
        for place in rows.indices {
            let here = smooth[place]
            lengths[place] = here.reduce(0) { $0 + $1 * $1 }
            for edge in states.edges(to: place) {
                let pairs = zip(here, smooth[Int(states.previous[edge])])
                edgeLengths.append(
                    pairs.reduce(0) { $0 + ($1.0 - kept * $1.1) * ($1.0 - kept * $1.1) })
            }
        }
        self.lengths = lengths
        self.edgeLengths = edgeLengths
        hopMeters =
            ladder?.gapMeters ?? Self.typicalLength(of: graph, coordinates)
    }

    /// The median length of the edges; 10,000 of them are asked.
    private static func typicalLength(of graph: PlaceGraph, _ coordinates: [Coordinate]) -> Double {
        let step = max(1, graph.count / 10_000)
        let lengths = stride(from: 0, to: graph.count, by: step).flatMap { place in
            graph[place].map { coordinates[place].distance(to: coordinates[Int($0)]) }
        }
        return lengths.isEmpty ? 0 : lengths.sorted()[lengths.count / 2]
    }

    private static func part(_ matrix: EmbeddingMatrix, _ rows: [Int]) -> EmbeddingMatrix {
        var part = Embeddings(dimension: matrix.dimension)
        for row in rows { part.append(matrix.row(row)) }
        return EmbeddingMatrix(part)
    }

    /// Some frames as the map sees them; nil where a frame could not be decoded.
    func products(with evidence: [FrameEvidence]) -> [FrameProducts?] {
        let whole = evidence.filter { !$0.isDamaged }
        var vectors = Embeddings(dimension: max(1, whole.first?.embedding.count ?? 1))
        for frame in whole { vectors.append(frame.embedding) }
        let products = products(with: vectors)
        var row = 0
        return evidence.map { frame in
            if frame.isDamaged { return nil }
            defer { row += 1 }
            return FrameProducts(
                vector: frame.embedding, products: products[row * rows.count..<(row + 1) * rows.count])
        }
    }

    /// The inner products of some vectors with all smoothed places: `vectors.count` rows of as many numbers as places.
    func products(with vectors: Embeddings) -> [Float] {
        let places = rows.count
        var products = [Float](repeating: 0, count: vectors.count * places)
        products.withUnsafeMutableBufferPointer { products in
            vectors.values.withUnsafeBufferPointer { values in
                guard let target = products.baseAddress, let source = values.baseAddress else { return }
                multiply(source, vectors.count, into: target)
            }
        }
        guard share > 0 else { return products }
        var smoothed = products
        products.withUnsafeBufferPointer { products in
            smoothed.withUnsafeMutableBufferPointer { smoothed in
                for start in stride(from: 0, to: products.count, by: max(1, places)) {
                    smooth(
                        UnsafeBufferPointer(rebasing: products[start..<start + places]),
                        into: UnsafeMutableBufferPointer(rebasing: smoothed[start..<start + places]))
                }
            }
        }
        return smoothed
    }

    private func multiply(
        _ vectors: UnsafePointer<Float>, _ count: Int, into target: UnsafeMutablePointer<Float>
    ) {
        let dimension = matrix.dimension
        var first = 0
        for block in matrix.blocks {
            guard let values = block.values.baseAddress else { continue }
            Tensors.multiply(
                rows: count, columns: block.count, inner: dimension, vectors, leftStride: dimension, values,
                .transposed, rightStride: dimension, into: target + first, productStride: rows.count)
            first += block.count
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
private struct SmoothedRows {
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
