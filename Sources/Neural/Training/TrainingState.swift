package import PilotageAPI
public import Tensors

/// All that training needs in order to go on as if it had never stopped.
public struct TrainingState: Sendable {
    /// The networks.
    public var towers: Towers
    /// One for every network.
    public var optimizers: [Optimizer]
    /// Steps made.
    public var step: Int
    /// Where the random numbers are.
    public var generator: SeededGenerator
    /// What else the trainer wants to find again.
    public var metadata: [String: String]

    private static let format = WeightsFile(kind: "training-1")
    private static let ownKeys = WeightsFile.ownKeys.union(["step", "generator", "optimizers"])

    /// The state before the first step.
    public init(
        towers: Towers, method: Optimizer.Method, generator: SeededGenerator, metadata: [String: String] = [:]
    ) {
        self.towers = towers
        self.generator = generator
        self.metadata = metadata
        step = 0
        optimizers = towers.networks.map { Optimizer(method, parameterCount: $0.parameters.count) }
    }

    /// Makes one step by gradients of every network, clipped to a length; answers the length that they had.
    ///
    /// Where that is not finite, nothing is changed, and the caller has to stop.
    @discardableResult
    public mutating func update(by gradients: [[Float]], rate: Double, clippedTo limit: Double = .infinity)
        -> Double
    {
        var gradients = gradients
        let length = clip(&gradients, toLength: limit)
        guard length.isFinite else { return length }
        for (index, gradient) in gradients.enumerated() {
            let decayed = towers.networks[index].decayedRanges
            optimizers[index].update(
                &towers.networks[index].parameters, by: gradient, rate: rate, decayed: decayed)
        }
        step += 1
        return length
    }

    /// Reads a state and checks everything about it.
    ///
    /// - Throws: one `PilotageError` that names the file.
    public init(path: String) throws {
        let file = try Safetensors(path: path)
        do {
            try self.init(file)
        } catch let error as PilotageError {
            throw error.at(path)
        }
    }

    private init(_ file: Safetensors) throws {
        var (towers, further) = try Self.format.towers(file)
        let written: [Written] = try WeightsFile.parsed(file.metadata["optimizers"], "optimizers")
        guard written.count == towers.networks.count else {
            throw damaged("has \(written.count) optimizers for \(towers.networks.count) networks")
        }
        optimizers = try zip(written.indices, towers.networks).map { index, network in
            try written[index].optimizer(index, network.parameters.count, &further)
        }
        if let stray = further.keys.min() { throw damaged("has '\(stray)', which belongs to nothing") }
        step = try WeightsFile.parsed(file.metadata["step"], "step")
        let words: [String] = try WeightsFile.parsed(file.metadata["generator"], "generator")
        guard step >= 0, let generator = SeededGenerator(words: words.compactMap { UInt64($0, radix: 16) })
        else { throw damaged("has a step or a generator that no training has") }
        self.generator = generator
        self.towers = towers
        metadata = file.metadata.filter { !Self.ownKeys.contains($0.key) }
    }

    /// Writes the state, whole or not at all.
    ///
    /// - Throws: `PilotageError` of kind `unwritable`.
    public func write(to path: String) throws { try write(to: AtomicFile(path: path)) }

    /// Writes the state; the target is replaced when all is written.
    package func write(to file: AtomicFile) throws {
        var metadata = metadata
        metadata["step"] = "\(step)"
        metadata["generator"] = try sortedJSON(generator.words.map { String($0, radix: 16) })
        metadata["optimizers"] = try sortedJSON(
            optimizers.map { Written(method: $0.method, steps: $0.steps) })
        let moments = optimizers.enumerated().flatMap { index, optimizer in
            optimizer.moments.enumerated().map { number, values in
                Safetensors.Entry(
                    name: Written.name(index, number), shape: [values.count], values: values)
            }
        }
        try Self.format.file(towers, further: moments, metadata: metadata).write(to: file)
    }

    /// An optimizer as it is written, without its moments.
    private struct Written: Codable {
        var method: Optimizer.Method
        var steps: Int

        static func name(_ optimizer: Int, _ moment: Int) -> String {
            "optimizer.\(optimizer).moment.\(moment)"
        }

        func optimizer(
            _ index: Int, _ count: Int, _ entries: inout [String: Safetensors.Entry]
        ) throws -> Optimizer {
            let moments = try (0..<method.moments).map { number in
                let name = Self.name(index, number)
                guard let entry = entries.removeValue(forKey: name), entry.shape == [count] else {
                    throw damaged("lacks '\(name)', or it is not of \(count) numbers")
                }
                return entry.values
            }
            guard steps >= 0 else { throw damaged("has an optimizer that made \(steps) steps") }
            return Optimizer(method, steps: steps, moments: moments)
        }
    }
}
