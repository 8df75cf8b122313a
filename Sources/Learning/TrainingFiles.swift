internal import Foundation
public import Neural
internal import Pictures
internal import PilotageAPI

/// The files of a training: the model, its curve, and what is needed to go on after a stop.
public struct TrainingFiles: Sendable {
    /// The model, `NAME.safetensors`.
    public let model: String
    /// The state after some step, `NAME.training`; it goes when the model is there.
    public let checkpoint: String
    /// The curve as a table, `NAME-curve.csv`.
    public let table: String
    /// The curve as a picture, `NAME-curve.png`.
    public let picture: String

    /// A state with what was measured until then.
    public struct Checkpoint: Sendable {
        var state: TrainingState
        var curve: [CurvePoint]
        /// The losses since the last point of the curve.
        var losses: LossSum
        var seconds: Double
    }

    private static let suffix = ".safetensors"
    /// How the name of a checkpoint ends.
    public static let checkpointSuffix = ".training"

    /// The files around a model.
    ///
    /// - Throws: `PilotageError` where the name does not end in `.safetensors`.
    public init(model: String) throws {
        guard model.hasSuffix(Self.suffix), model.lastName != Self.suffix else {
            throw PilotageError(
                .invalid, "a model's name must end in \(Self.suffix)", place: [model],
                hint: "\(model)\(Self.suffix) would do")
        }
        let stem = String(model.dropLast(Self.suffix.count))
        self.model = model
        checkpoint = stem + Self.checkpointSuffix
        (table, picture) = (stem + "-curve.csv", stem + "-curve.png")
    }

    /// All of them.
    public var all: [String] { [model, checkpoint, table, picture] }

    /// Makes sure that they can be written, before hours of work.
    ///
    /// - Throws: `PilotageError` of kind `unwritable` that names the first that cannot.
    public func checkWritable() throws {
        for path in all {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
                throw PilotageError(
                    .unwritable, "is a folder, but a file of this name is to be written", place: [path],
                    hint: "choose another name for the output")
            }
            try AtomicFile(path: path).abandon()
        }
    }

    /// The last checkpoint; nil where there is none.
    ///
    /// - Throws: `PilotageError` where it is damaged, or of another training.
    func checkpoint(of identity: [String: String]) throws -> Checkpoint? {
        guard FileManager.default.fileExists(atPath: checkpoint) else { return nil }
        var state: TrainingState
        do {
            state = try TrainingState(path: checkpoint)
        } catch var error as PilotageError {
            error.hint = "--fresh begins anew"
            throw error
        }
        let own = ["curve", "losses", "seconds"]
        let found = state.metadata.filter { !own.contains($0.key) }
        if let key = Set(found.keys).union(identity.keys).sorted().first(where: { found[$0] != identity[$0] })
        {
            throw PilotageError(
                .invalid, "a training stopped here that was another one: its '\(key)' differs",
                place: [checkpoint],
                hint: "--fresh begins anew; the same options go on with it")
        }
        func read<Value: Decodable>(_ key: String) -> Value? {
            state.metadata[key].flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
        }
        guard let seconds = state.metadata["seconds"].flatMap(Double.init), seconds >= 0,
            let curve: [CurvePoint] = read("curve"), let losses: LossSum = read("losses")
        else {
            throw PilotageError(.damaged, "has no curve", place: [checkpoint], hint: "--fresh begins anew")
        }
        state.metadata = [:]
        return Checkpoint(state: state, curve: curve, losses: losses, seconds: seconds)
    }

    /// After how many steps the last checkpoint was made; nil where there is none.
    var checkpointStep: Int? { (try? TrainingState(path: checkpoint))?.step }

    /// The model that a training has come to, wherever it stopped.
    ///
    /// - Throws: one `PilotageError` that names the file.
    public static func model(ofCheckpoint path: String) throws -> PlaceModel {
        let state = try TrainingState(path: path)
        guard let text = state.metadata["plan"],
            let plan = try? JSONDecoder().decode(TrainingPlan.self, from: Data(text.utf8))
        else { throw PilotageError(.damaged, "does not say how it was trained", place: [path]) }
        return PlaceModel(
            towers: state.towers, input: plan.input, metadata: ["steps": "\(state.step)"])
    }

    func write(_ checkpoint: Checkpoint, _ identity: [String: String]) throws {
        var state = checkpoint.state
        state.metadata = identity
        state.metadata["curve"] = try sortedJSON(checkpoint.curve)
        state.metadata["losses"] = try sortedJSON(checkpoint.losses)
        state.metadata["seconds"] = "\(checkpoint.seconds)"
        try state.write(to: self.checkpoint)
    }

    func write(_ curve: [CurvePoint]) throws {
        let lines = [CurvePoint.header] + curve.map(\.row)
        let file = try AtomicFile(path: table)
        try file.write(Array((lines.joined(separator: "\n") + "\n").utf8))
        try file.publish()
        try PNGFile.write(LineChart(curve).raster, to: picture)
    }

    /// Writes the model; the checkpoint is of no use any more.
    func write(_ finished: PlaceModel) throws {
        try finished.write(to: model)
        try? FileManager.default.removeItem(atPath: checkpoint)
    }
}

/// The losses of some steps.
struct LossSum: Codable, Sendable {
    private var sum = 0.0
    private var count = 0

    /// The mean.
    var mean: Double { sum / Double(max(1, count)) }

    mutating func add(_ loss: Double) {
        sum += loss
        count += 1
    }
}
