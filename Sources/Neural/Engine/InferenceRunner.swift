internal import Synchronization

/// Runs one network forward as fast as it goes: batch normalization folded, rectifiers and sums inside convolutions.
///
/// Pictures go in groups of a fixed size, one thread each; the last group is filled up with zeros. So an output
/// depends on its picture alone, not on the number of threads, nor on the pictures beside it. A runner is used by
/// one thread at a time.
public final class InferenceRunner {
    private let network: Network<Float>
    private let lanes: [Lane]
    private let splitsGroups: Bool
    /// All threads on one group; made when only one waits.
    private var shared: Lane?
    private let group: Int
    private let inputShape: [Int]
    private let outputShape: [Int]

    /// A runner for a network.
    ///
    /// - Parameters:
    ///   - group: how many pictures a thread takes at once.
    ///   - splitsGroups: whether all threads compute one group where only one waits. They spin while they wait for each
    ///     other after every layer: meant for free processors, and many times slower where others compute as well.
    /// - Throws: `PilotageError` where oneDNN cannot work here.
    public init(_ network: Network<Float>, threads: Int, group: Int = 1, splitsGroups: Bool = false) throws {
        precondition(group > 0, "groups of \(group) pictures")
        let folded = try network.folded()
        self.group = group
        self.splitsGroups = splitsGroups
        inputShape = folded.placement.inputShape
        outputShape = folded.outputShape
        self.network = folded
        lanes = try (0..<max(1, threads)).map { _ in try Lane(folded, group: group) }
    }

    /// The outputs for any number of pictures.
    ///
    /// - Throws: `PilotageError` where oneDNN refuses.
    public func outputs(for input: Tensor<Float>) throws -> Tensor<Float> {
        let expected = [input.rows] + inputShape
        precondition(input.shape == expected, "\(input.shape) instead of \(expected)")
        let width = outputShape.reduce(1, *)
        let groups = (input.rows + group - 1) / group
        if groups == 1, splitsGroups, lanes.count > 1 {
            let values = try sharedLane().outputs(input.values[...], count: input.rows * width)
            return Tensor(shape: [input.rows] + outputShape, values: values)
        }
        let found = Mutex([[Float]](repeating: [], count: groups))
        let (lanes, group, rowCount) = (lanes, group, input.rowCount)
        try runSideBySide(lanes.count, threads: lanes.count) { index in
            for number in stride(from: index, to: groups, by: lanes.count) {
                let rows = number * group..<min((number + 1) * group, input.rows)
                let values = input.values[rows.lowerBound * rowCount..<rows.upperBound * rowCount]
                let output = try lanes[index].outputs(values, count: rows.count * width)
                found.withLock { $0[number] = output }
            }
        }
        return Tensor(shape: [input.rows] + outputShape, values: found.withLock { $0.flatMap { $0 } })
    }

    private func sharedLane() throws -> Lane {
        let lane = try shared ?? Lane(network, group: group, threads: lanes.count)
        shared = lane
        return lane
    }
}

/// What one thread works with.
///
/// `@unchecked Sendable`: every lane is used by one thread at a time.
private final class Lane: @unchecked Sendable {
    private let workshop: Workshop
    private let plan: Plan
    private let pass: Plan.Pass
    private let inputCount: Int

    init(_ network: Network<Float>, group: Int, threads: Int = 1) throws {
        workshop = try Workshop(threads: threads, keepsOutputs: false)
        workshop.enter()
        let builder = PlanBuilder(
            workshop: workshop, batch: group, mode: .inference, statistics: network.statistics,
            givesInputGradient: false)
        plan = try Plan(network.placement, builder)
        pass = try plan.takePass()
        inputCount = group * network.placement.inputShape.reduce(1, *)
        try plan.load(network.parameters)
    }

    /// The first `count` numbers of the outputs of a group, which may be incomplete.
    func outputs(_ input: ArraySlice<Float>, count: Int) throws -> [Float] {
        workshop.enter()
        if input.count == inputCount {
            return try input.withUnsafeBufferPointer { Array(try plan.forward($0, pass)[..<count]) }
        }
        let filled = Array(input) + [Float](repeating: 0, count: inputCount - input.count)
        return try filled.withUnsafeBufferPointer { Array(try plan.forward($0, pass)[..<count]) }
    }
}
