/// The triplet loss over a batch of pairs: an anchor should be nearer to its positives than to its negatives.
///
/// For an anchor `a`, a positive `p` and a negative `n`, with `x = |a − p|² − |a − n|²` (squared Euclidean distances), the
/// loss is `max(0, x + margin)` (Schroff et al., 2015) or `ln(1 + exp(scale · x))` (Hermans et al., 2017; Hu et al., 2018).
/// Each of four terms takes its anchors from one tower and positives and negatives from one tower; their averages
/// are added by weight.
public struct TripletLoss: Sendable, Hashable, Codable {
    /// How a triplet is judged.
    public enum Shape: Sendable, Hashable, Codable {
        /// 0 as soon as the negative is further than the positive by a margin, in squared distance.
        case margin(Double)
        /// Never quite 0; the greater the scale, the sharper.
        case softMargin(scale: Double)
    }

    /// Which triplets of a batch count.
    public enum Mining: String, Sendable, Hashable, Codable, CaseIterable {
        /// All; with a margin the average is over those whose loss is not 0.
        case batchAll
        /// Of every anchor the furthest positive and the nearest negative.
        case batchHard
        /// Of every anchor and positive the nearest negative that is further than the positive, else the furthest one.
        case semiHard
    }

    /// How much each term counts; those of weight 0 are not computed.
    public struct Weights: Sendable, Hashable, Codable {
        /// Photos as anchors, maps as the others.
        public var photoMap: Double
        /// Maps as anchors, photos as the others.
        public var mapPhoto: Double
        /// Photos among themselves; needs several pairs of one class.
        public var photoPhoto: Double
        /// Maps among themselves; needs several pairs of one class.
        public var mapMap: Double

        /// Weights of the four terms.
        public init(photoMap: Double = 1, mapPhoto: Double = 1, photoPhoto: Double = 0, mapMap: Double = 0) {
            self.photoMap = photoMap
            self.mapPhoto = mapPhoto
            self.photoPhoto = photoPhoto
            self.mapMap = mapMap
        }
    }

    /// How a triplet is judged.
    public var shape: Shape
    /// Which triplets count.
    public var mining: Mining
    /// How much each term counts.
    public var weights: Weights

    /// A triplet loss.
    public init(_ shape: Shape, mining: Mining = .batchAll, weights: Weights = Weights()) {
        self.shape = shape
        self.mining = mining
        self.weights = weights
    }

    /// The loss of a batch, with its gradients.
    public func callAsFunction(_ batch: PairBatch<Float>, _ relations: PairRelations) -> PairLoss<Float> {
        evaluated(batch, relations)
    }

    /// The same in double precision, for checks of the gradients.
    package func callAsFunction(
        _ batch: PairBatch<Double>, _ relations: PairRelations
    ) -> PairLoss<Double> {
        evaluated(batch, relations)
    }

    private func evaluated<Scalar>(
        _ batch: PairBatch<Scalar>, _ relations: PairRelations
    ) -> PairLoss<Scalar> {
        precondition(
            relations.count == batch.photos.rows, "\(batch.photos.rows) pairs, \(relations.count) related")
        let zero = Tensor<Scalar>(shape: batch.photos.shape)
        var loss = PairLoss(value: 0, photoGradient: zero, mapGradient: zero)
        let (photos, maps) = (batch.photos, batch.maps)
        add(weights.photoMap, photos, maps, relations, &loss.value, &loss.photoGradient, &loss.mapGradient)
        add(weights.mapPhoto, maps, photos, relations, &loss.value, &loss.mapGradient, &loss.photoGradient)
        var others = zero
        add(
            weights.photoPhoto, photos, photos, relations, isWithin: true, &loss.value, &loss.photoGradient,
            &others)
        loss.photoGradient += others
        others = zero
        add(weights.mapMap, maps, maps, relations, isWithin: true, &loss.value, &loss.mapGradient, &others)
        loss.mapGradient += others
        return loss
    }

    /// Adds one term: anchors are rows of `anchors`, positives and negatives rows of `others`.
    private func add<Scalar>(
        _ weight: Double, _ anchors: Tensor<Scalar>, _ others: Tensor<Scalar>, _ relations: PairRelations,
        isWithin: Bool = false, _ value: inout Scalar, _ anchorGradient: inout Tensor<Scalar>,
        _ otherGradient: inout Tensor<Scalar>
    ) {
        guard weight != 0 else { return }
        let distances = SquaredDistances(anchors, others)
        let mined = TripletMiner(
            distances: distances.values, relations: relations, isWithin: isWithin, loss: self)
        let (mean, slopes) = mined.average()
        value += Scalar(weight) * mean
        var scaled = slopes
        for index in scaled.indices { scaled[index] *= Scalar(weight) }
        let gradients = distances.gradients(scaled)
        anchorGradient += gradients.rows
        otherGradient += gradients.columns
    }
}

/// `d[i,j] = |a_i − b_j|²` for the rows of two matrices.
struct SquaredDistances<Scalar: NeuralScalar> {
    let rows: Tensor<Scalar>
    let columns: Tensor<Scalar>
    /// rows x columns.
    let values: [Scalar]

    init(_ rows: Tensor<Scalar>, _ columns: Tensor<Scalar>) {
        self.rows = rows
        self.columns = columns
        let (rowSquares, columnSquares) = (Self.squares(rows), Self.squares(columns))
        var distances = rows.multiplied(byTransposeOf: columns).values
        let width = columns.rows
        for index in distances.indices {
            distances[index] =
                rowSquares[index / width] + columnSquares[index % width] - 2 * distances[index]
        }
        values = distances
    }

    private static func squares(_ tensor: Tensor<Scalar>) -> [Scalar] {
        let width = tensor.rowCount
        return (0..<tensor.rows).map { row in
            tensor.values[row * width..<(row + 1) * width].reduce(Scalar(0)) { $0 + $1 * $1 }
        }
    }

    /// With slopes `s[i,j]` of the distances: `da_i = 2 Σ_j s[i,j] (a_i − b_j)`, `db_j = 2 Σ_i s[i,j] (b_j − a_i)`.
    func gradients(_ slopes: [Scalar]) -> (rows: Tensor<Scalar>, columns: Tensor<Scalar>) {
        let (height, width, depth) = (rows.rows, columns.rows, rows.rowCount)
        let matrix = Tensor(shape: [height, width], values: slopes)
        var (rowSums, columnSums) = (
            [Scalar](repeating: 0, count: height), [Scalar](repeating: 0, count: width)
        )
        for (index, slope) in slopes.enumerated() {
            rowSums[index / width] += slope
            columnSums[index % width] += slope
        }
        var rowGradient = matrix.multiplied(by: columns)
        var columnGradient = matrix.transposeMultiplied(by: rows)
        for index in rowGradient.values.indices {
            rowGradient.values[index] =
                2 * (rowSums[index / depth] * rows.values[index] - rowGradient.values[index])
        }
        for index in columnGradient.values.indices {
            columnGradient.values[index] =
                2 * (columnSums[index / depth] * columns.values[index] - columnGradient.values[index])
        }
        return (rowGradient, columnGradient)
    }
}
