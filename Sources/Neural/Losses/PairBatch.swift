/// The embeddings of a batch of pairs: row `i` of the photos and row `i` of the maps belong to the same place.
public struct PairBatch<Scalar: NeuralScalar>: Sendable {
    /// pairs x dimensions.
    public var photos: Tensor<Scalar>
    /// pairs x dimensions.
    public var maps: Tensor<Scalar>

    /// A batch of pairs.
    public init(photos: Tensor<Scalar>, maps: Tensor<Scalar>) {
        precondition(
            photos.shape == maps.shape && photos.shape.count == 2, "\(photos.shape) beside \(maps.shape)")
        self.photos = photos
        self.maps = maps
    }
}

/// A loss with its gradients with respect to the embeddings.
public struct PairLoss<Scalar: NeuralScalar>: Sendable {
    /// What training makes small.
    public var value: Scalar
    /// pairs x dimensions.
    public var photoGradient: Tensor<Scalar>
    /// pairs x dimensions.
    public var mapGradient: Tensor<Scalar>
}

/// What the pairs of a batch are to each other.
public struct PairRelations: Sendable, Equatable {
    /// What one pair is to another.
    public enum Relation: Sendable, Equatable {
        /// The same place and heading: embeddings should be close.
        case same
        /// So near that they say nothing: neither close nor far is asked for.
        case neighbor
        /// Another place: embeddings should be far.
        case different
    }

    /// Number of pairs.
    public let count: Int
    private var relations: [Relation]

    /// Pairs that are all different from each other.
    public init(count: Int) {
        self.count = count
        relations = [Relation](repeating: .different, count: count * count)
        for index in 0..<count { relations[index * count + index] = .same }
    }

    /// Pairs with the classes that they belong to; those of one class are the same.
    public init(classes: [Int]) {
        self.init(count: classes.count)
        for one in classes.indices {
            for other in classes.indices where classes[one] == classes[other] { set(one, other, .same) }
        }
    }

    /// What a pair is to another; a pair is always the same as itself.
    public subscript(one: Int, other: Int) -> Relation { relations[one * count + other] }

    /// States what two pairs are to each other.
    public mutating func set(_ one: Int, _ other: Int, _ relation: Relation) {
        precondition(one != other || relation == .same, "pair \(one) is itself")
        relations[one * count + other] = relation
        relations[other * count + one] = relation
    }
}
