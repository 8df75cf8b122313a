/// A layer of a network, with what is chosen about it; what it learns stands in the network's parameters.
public indirect enum Layer: Sendable, Hashable {
    /// A convolution of pictures.
    case convolution(Convolution)
    /// Batch normalization of pictures or features.
    case batchNormalization(BatchNormalization)
    /// `max(0, x)`.
    case rectifier
    /// `min(limit, max(0, x))`; with a limit of 6 it is known as ReLU6.
    case limitedRectifier(limit: Double)
    /// The greatest value or the average of windows of a picture.
    case pooling(Pooling)
    /// One number of every channel of a picture.
    case globalPooling(GlobalPooling)
    /// A picture's values one after the other, as features.
    case flatten
    /// A linear map of features.
    case linear(Linear)
    /// Features brought to Euclidean length 1.
    case normalization
    /// The sum of two ways from the same input.
    case residual(Residual)

    /// The word for its kind.
    public var kind: String {
        switch self {
        case .convolution: "convolution"
        case .batchNormalization: "batchNormalization"
        case .rectifier: "rectifier"
        case .limitedRectifier: "limitedRectifier"
        case .pooling: "pooling"
        case .globalPooling: "globalPooling"
        case .flatten: "flatten"
        case .linear: "linear"
        case .normalization: "normalization"
        case .residual: "residual"
        }
    }

    /// What it learns.
    var parameterShapes: [ParameterShape] {
        switch self {
        case .convolution(let layer): layer.parameterShapes
        case .batchNormalization(let layer): layer.parameterShapes
        case .globalPooling(let layer): layer.parameterShapes
        case .linear(let layer): layer.parameterShapes
        case .rectifier, .limitedRectifier, .pooling, .flatten, .normalization, .residual: []
        }
    }

    /// What it measures.
    var statisticShapes: [ParameterShape] {
        if case .batchNormalization(let layer) = self { layer.statisticShapes } else { [] }
    }

    /// The layer where it is a rectifier, with a limit or without.
    var rectifier: Rectifier? {
        switch self {
        case .rectifier: Rectifier()
        case .limitedRectifier(let limit): Rectifier(limit: limit)
        default: nil
        }
    }
}

/// A residual block (He et al., 2016): `y = body(x) + shortcut(x)`, where an empty shortcut is `x` itself.
public struct Residual: Sendable, Hashable, Codable {
    /// The long way.
    public var body: [Layer]
    /// The short way; empty where input and output have the same shape.
    public var shortcut: [Layer]

    /// A residual block.
    public init(body: [Layer], shortcut: [Layer] = []) {
        self.body = body
        self.shortcut = shortcut
    }
}

extension Layer: Codable {
    private enum Key: CodingKey {
        case kind, limit
    }

    /// Reads an object whose key `kind` names the layer; its other keys are the layer's settings.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let kind = try container.decode(String.self, forKey: .kind)
        switch kind {
        case "convolution": self = .convolution(try Convolution(from: decoder))
        case "batchNormalization": self = .batchNormalization(try BatchNormalization(from: decoder))
        case "rectifier": self = .rectifier
        case "limitedRectifier":
            self = .limitedRectifier(limit: try container.decode(Double.self, forKey: .limit))
        case "pooling": self = .pooling(try Pooling(from: decoder))
        case "globalPooling": self = .globalPooling(try GlobalPooling(from: decoder))
        case "flatten": self = .flatten
        case "linear": self = .linear(try Linear(from: decoder))
        case "normalization": self = .normalization
        case "residual": self = .residual(try Residual(from: decoder))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container, debugDescription: "unknown layer '\(kind)'")
        }
    }

    /// Writes what `init(from:)` reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .convolution(let layer): try layer.encode(to: encoder)
        case .batchNormalization(let layer): try layer.encode(to: encoder)
        case .pooling(let layer): try layer.encode(to: encoder)
        case .globalPooling(let layer): try layer.encode(to: encoder)
        case .linear(let layer): try layer.encode(to: encoder)
        case .residual(let layer): try layer.encode(to: encoder)
        case .limitedRectifier(let limit): try container.encode(limit, forKey: .limit)
        case .rectifier, .flatten, .normalization: break
        }
    }
}
