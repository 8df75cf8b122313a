internal import Foundation
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
    public init(path: String) throws { try self.init(try Safetensors(path: path), path) }

    /// A model of the bytes of its file.
    ///
    /// - Parameter name: what messages call it.
    /// - Throws: one `PilotageError` that names it.
    public init(bytes: [UInt8], name: String) throws {
        do {
            try self.init(try Safetensors(bytes: Data(bytes)), name)
        } catch let error as PilotageError {
            throw error.place.isEmpty ? error.at(name) : error
        }
    }

    private init(_ file: Safetensors, _ name: String) throws {
        do {
            let (towers, further) = try Self.format.towers(file)
            if let stray = further.keys.min() {
                throw damaged("has '\(stray)', which its architecture lacks")
            }
            self.init(
                towers: towers, metadata: file.metadata.filter { !WeightsFile.ownKeys.contains($0.key) })
        } catch let error as PilotageError {
            throw error.at(name)
        }
    }

    /// The bytes of the model's file: the same for the same model.
    ///
    /// - Throws: `PilotageError` where an architecture cannot be put into words.
    public func bytes() throws -> [UInt8] {
        let file = try Self.format.file(towers, metadata: metadata)
        return file.head + file.data
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
