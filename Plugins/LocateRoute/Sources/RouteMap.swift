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
    /// For every way the squared length of its place minus `correlation` times the place before.
    let wayLengths: [Float]
    /// The typical length of a way in meters.
    let hopMeters: Double
    private let matrix: EmbeddingMatrix
    private let around: PlaceGraph
    /// How far vectors are moved toward their neighbors.
    private let share: Float
    /// How much of a frame's residual is left in the next one's, [0, 1).
    let correlation: Float
    /// The mean energy of innovations on the true route, in residual energies.
    var innovationEnergy: Float { correlation > 0 ? RouteModel.innovationEnergy : 1 }

    /// A map of some rows of a gallery.
    init(_ gallery: Gallery, rows: [Int]) {
        self.rows = rows
        let places = rows.map { gallery.places[$0] }
        coordinates = places.map(\.coordinate)
        graph = PlaceGraph(of: places)
        states = RouteStates(graph)
        around = graph.bothWays()
        let isNamed = PlaceGraph.areNamed(places)
        share = isNamed ? Self.smoothing : 0
        let kept = isNamed ? RouteModel.correlation : 0
        correlation = kept
        matrix =
            rows.count == gallery.places.count
            ? gallery.embeddings : Self.part(gallery.embeddings, rows)
        let smooth = SmoothedRows(matrix, around, share: share)
        var lengths = [Float](repeating: 0, count: rows.count)
        var wayLengths: [Float] = []
        wayLengths.reserveCapacity(states.count - rows.count)
        for from in rows.indices {
            let here = smooth[from]
            lengths[from] = here.reduce(0) { $0 + $1 * $1 }
            for to in graph[from] {
                wayLengths.append(
                    zip(smooth[Int(to)], here).reduce(0) { sum, pair in
                        let difference = pair.0 - kept * pair.1
                        return sum + difference * difference
                    })
            }
        }
        self.lengths = lengths
        self.wayLengths = wayLengths
        hopMeters = Self.typicalLength(of: graph, coordinates)
    }

    /// The median length of the ways; 10,000 of them are asked.
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
                    guard first < end else {
                        smoothed[place] = products[place]
                        continue
                    }
                    var sum: Float = 0
                    for index in first..<end { sum += products[Int(targets[index])] }
                    smoothed[place] =
                        (1 - share) * products[place] + share * sum / Float(end - first)
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
