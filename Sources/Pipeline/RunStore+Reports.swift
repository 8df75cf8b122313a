internal import Digests
internal import Foundation
internal import GRDB
public import Manifests
public import PilotageAPI

extension RunStore {
    /// The libraries that the store stands on, with their versions.
    public static var libraries: [String] {
        let version = try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
        return ["SQLite \(version ?? "of unknown version")", SHA256.library]
    }

    /// Everything that the run wrote about itself.
    func values() throws -> [String: String] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT key, value FROM run")
            return Dictionary(try rows.map { (try $0.value("key"), try $0.value("value")) }) { first, _ in
                first
            }
        }
    }

    /// Writes a report; the file appears whole or not at all.
    ///
    /// - Parameter isInterrupted: asked before every item whether to stop.
    public func write(
        _ section: PluginSection, to path: String, registry: Registry, isInterrupted: () -> Bool = { false }
    ) throws {
        let values = try values()
        let header = RunHeader(
            name: values["name"] ?? "", generator: values["generator"] ?? "",
            gallery: values["header_gallery"] ?? "",
            embedder: values["embedder"] ?? "", locator: values["header_locator"] ?? "")
        let parent = path.parentPath
        if !parent.isEmpty {
            try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        }
        let reporter = try registry.reporter(section, path: path)
        do {
            try reporter.begin(header)
            try forEachTrack { track in
                if isInterrupted() { throw CancellationError() }
                try reporter.write(track)
            }
            try reporter.finish(try summary())
        } catch {
            reporter.abandon()
            throw error
        }
    }
}
