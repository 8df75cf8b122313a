package import PilotageAPI

/// A trained pair of towers, as it is kept in a file.
public struct Model: Sendable {
    /// The networks.
    public var towers: Towers
    /// What is said of them: settings, where they come from. Keys and texts are the writer's own.
    public var metadata: [String: String]

    private static let format = WeightsFile(kind: "model-1")

    /// A model.
    public init(towers: Towers, metadata: [String: String] = [:]) {
        self.towers = towers
        self.metadata = metadata
    }

    /// Reads a model and checks everything about it.
    ///
    /// - Throws: one `PilotageError` that names the file.
    public init(path: String) throws {
        let file = try Safetensors(path: path)
        do {
            let (towers, further) = try Self.format.towers(file)
            if let stray = further.keys.min() {
                throw damaged("has '\(stray)', which its architecture lacks")
            }
            self.init(
                towers: towers, metadata: file.metadata.filter { !WeightsFile.ownKeys.contains($0.key) })
        } catch let error as PilotageError {
            throw error.at(path)
        }
    }

    /// Writes the model, whole or not at all.
    ///
    /// - Throws: `PilotageError` of kind `unwritable`.
    public func write(to path: String) throws { try write(to: AtomicFile(path: path)) }

    /// Writes the model; the target is replaced when all is written.
    package func write(to file: AtomicFile) throws {
        try Self.format.file(towers, metadata: metadata).write(to: file)
    }
}
