import Catalog
import Foundation
import PilotageAPI

/// What the cases share: a folder for generated files, the plugins, and how long things may take.
final class Workbench: Sendable {
    /// Where generated files go.
    let folder: String
    /// Whether footage is shorter and repetitions are fewer.
    let isQuick: Bool
    /// The Python that has PyTorch and ONNX Runtime; nil where nothing is compared with them.
    let python: String?
    /// The program's plugins.
    let registry = Registry.catalog
    private let isTemporary: Bool

    /// - Parameter folder: kept and used again; nil for a temporary one.
    init(folder: String?, isQuick: Bool, python: String?) throws {
        self.isQuick = isQuick
        self.python = python
        isTemporary = folder == nil
        self.folder =
            folder ?? NSTemporaryDirectory()
            + "/pilotage-benchmarks-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
    }

    /// Removes what was generated, unless it is to be kept.
    func close() { if isTemporary { try? FileManager.default.removeItem(atPath: folder) } }

    /// Tells what goes on, beside the results.
    func note(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

    /// Rounds of repetitions: about `full`, fewer in a hurry.
    func rounds(_ full: Int) -> Int { isQuick ? max(1, full / 2) : full }

    /// The path of a generated file; `make` writes it to the path it is given, if it is not there yet.
    func file(_ name: String, _ make: (String) throws -> Void) throws -> String {
        let path = "\(folder)/\(name)"
        guard !FileManager.default.fileExists(atPath: path) else { return path }
        let unfinished = "\(folder)/unfinished-\(name)"
        try? FileManager.default.removeItem(atPath: unfinished)
        try make(unfinished)
        try FileManager.default.moveItem(atPath: unfinished, toPath: path)
        return path
    }

    /// The `pilotage` executable, which is built beside this one.
    func pilotage() throws -> String {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let path = beside.appending(path: "pilotage").path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw BenchmarkError("there is no pilotage beside this program; run `make build` first")
        }
        return path
    }

    /// The model that ships.
    static var model: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../models/places.safetensors"
        )
        .standardizedFileURL.path
    }

    /// Real footage for local tests, beside the package.
    static var sharedData: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data")
            .standardizedFileURL.path
    }
}
