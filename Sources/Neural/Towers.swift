/// The networks of photos and of maps: two, or one for both.
public struct Towers: Sendable {
    /// One of the two sides.
    public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
        /// Photos and frames.
        case photo
        /// Renderings of the map.
        case map
    }

    /// The networks: that of photos and that of maps, or the one of both.
    public var networks: [Network<Float>]

    /// Towers with weights of their own.
    public init(photo: Network<Float>, map: Network<Float>) {
        precondition(
            photo.outputShape == map.outputShape, "\(photo.outputShape) and \(map.outputShape) are compared")
        networks = [photo, map]
    }

    /// One network for both sides.
    public init(shared: Network<Float>) { networks = [shared] }

    /// Whether both sides have the same weights.
    public var areShared: Bool { networks.count == 1 }

    /// Where the network of a side stands among `networks`.
    public func index(of side: Side) -> Int { side == .photo || areShared ? 0 : 1 }

    /// The network of a side.
    public subscript(side: Side) -> Network<Float> { networks[index(of: side)] }
}

/// Runs training passes of both towers, side by side where there are two threads.
///
/// Either tower runs on one thread, so that results do not depend on the number of threads.
public final class TowersRunner {
    /// What a forward pass gives.
    public struct Forward {
        /// The embeddings of both sides.
        public var batch: PairBatch<Float>
        fileprivate let tapes: [Tape]
    }

    private let lanes: [Lane]
    private let threads: Int

    /// A runner for towers of the architectures of these.
    ///
    /// - Throws: `PilotageError` where oneDNN cannot work here.
    public init(_ towers: Towers, threads: Int = 2) throws {
        lanes = try Towers.Side.allCases.map { Lane(try NetworkRunner(towers[$0].architecture)) }
        self.threads = threads
    }

    /// The embeddings of a batch of pairs.
    ///
    /// - Throws: `PilotageError` where oneDNN refuses.
    public func forward(
        _ towers: Towers, photos: Tensor<Float>, maps: Tensor<Float>
    ) throws -> Forward {
        let lanes = lanes
        let sides = [(towers[.photo], photos), (towers[.map], maps)]
        try runSideBySide(2, threads: threads) { index in
            try lanes[index].forward(sides[index].0, sides[index].1)
        }
        let found = lanes.compactMap { $0.takeForward() }
        let batch = PairBatch(photos: found[0].output, maps: found[1].output)
        return Forward(batch: batch, tapes: found.map(\.tape))
    }

    /// The gradients of the parameters, one array for each network.
    ///
    /// - Throws: `PilotageError` where oneDNN refuses.
    public func backward(_ towers: Towers, _ loss: PairLoss<Float>, _ forward: Forward) throws -> [[Float]] {
        let lanes = lanes
        for (lane, tape) in zip(lanes, forward.tapes) { lane.put(tape) }
        let outer = [loss.photoGradient, loss.mapGradient]
        try runSideBySide(2, threads: threads) { index in try lanes[index].backward(outer[index]) }
        var gradients = lanes.map { $0.takeGradient() }
        guard towers.areShared else { return gradients }
        add(gradients[1], to: &gradients[0])
        return [gradients[0]]
    }

    /// Lets the running statistics follow what a pass measured.
    public func track(_ forward: Forward, _ towers: inout Towers) {
        for (side, tape) in zip(Towers.Side.allCases, forward.tapes) {
            towers.networks[towers.index(of: side)].track(tape.statistics, pictures: tape.pictures)
        }
    }
}

/// One side of a pass.
///
/// `@unchecked Sendable`: while both sides run, each lane is used by one thread alone.
private final class Lane: @unchecked Sendable {
    private let runner: NetworkRunner
    private var found: (output: Tensor<Float>, tape: Tape)?
    private var tape: Tape?
    private var gradient: [Float] = []

    init(_ runner: NetworkRunner) { self.runner = runner }

    func forward(_ network: Network<Float>, _ input: Tensor<Float>) throws {
        found = try runner.forward(network, input)
    }

    func takeForward() -> (output: Tensor<Float>, tape: Tape)? {
        defer { found = nil }
        return found
    }

    func put(_ tape: Tape) { self.tape = tape }

    func backward(_ outer: Tensor<Float>) throws {
        guard let tape else { return }
        gradient = try runner.backward(outer, tape).parameters
        self.tape = nil
    }

    func takeGradient() -> [Float] {
        defer { gradient = [] }
        return gradient
    }
}
