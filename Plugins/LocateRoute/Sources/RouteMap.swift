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
    let matrix: EmbeddingMatrix
    /// Which places are neighbors, whichever way the edge leads.
    let around: PlaceGraph
    /// How far vectors are moved toward their neighbors.
    let smoothingShare: Float
    /// The same for each of a place's neighbors.
    let neighborShares: [Float]
    /// How much of a frame's residual is left in the next one's, [0, 1).
    let correlation: Float
    /// How many places there were to choose the rows from.
    let population: Int
    /// For whoever infers on this map.
    let buffers = IdleBuffers()

    /// A map of some rows of a gallery.
    ///
    /// - Parameters:
    ///   - network: how the places of the gallery follow each other.
    ///   - population: how many places the rows were chosen from; nil where they are all.
    init(_ gallery: Gallery, _ network: PlaceNetwork, rows: [Int], population: Int? = nil) {
        self.population = population ?? rows.count
        self.rows = rows
        coordinates = rows.map { gallery.places[$0].coordinate }
        graph = network.edges?.part(rows) ?? PlaceGraph(rows.map { _ in [] })
        hopMeters = network.hopMeters
        ladder = network.edges == nil ? DistanceLadder(coordinates, gapMeters: hopMeters) : nil
        states = RouteStates(graph, headings: rows.map { gallery.places[$0].headingDegrees })
        around = graph.bothWays()
        let share = network.isNamed ? Self.smoothing : 0
        smoothingShare = share
        neighborShares = rows.indices.map { [around] in share / Float(max(1, around[$0].count)) }
        let kept = network.correlation
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
    }

    private static func part(_ matrix: EmbeddingMatrix, _ rows: [Int]) -> EmbeddingMatrix {
        var part = Embeddings(dimension: matrix.dimension)
        for row in rows { part.append(matrix.row(row)) }
        return EmbeddingMatrix(part)
    }
}
