internal import Foundation
public import Manifests
public import PilotageAPI

/// Where reports may not be written: over the run store, the footage, the gallery, the manifest or each other.
///
/// A report takes the place of what stands under its name, and so do the files that it writes beside itself.
struct ReportPaths {
    let needed: NeededFiles
    /// The path of `run.sqlite`.
    let store: String
    let registry: Registry

    /// Refuses what would destroy data, before any work.
    ///
    /// - Parameter folder: where relative paths start.
    /// - Throws: `PilotageError` of kind `invalid`.
    func check(_ reports: [PlannedReport], in folder: String) throws {
        let store = NeededFiles.resolved(store)
        var writers: [String: Int] = [:]
        for (index, report) in reports.enumerated() {
            let path = report.path(in: folder)
            try checkName(report)
            for file in try registry.reporter(report.section, path: path).files {
                let resolved = NeededFiles.resolved(file)
                let name = file == path ? nil : file.lastName
                if isDirectory(file) { throw refusal(report, name, "a directory") }
                // SQLite's own files beside it begin with its name.
                if resolved.hasPrefix(store) { throw refusal(report, name, "the run store") }
                if let role = needed.role(of: resolved) { throw refusal(report, name, role) }
                if let other = writers.updateValue(index, forKey: resolved), other != index {
                    throw refusal(report, name, "a file of another report")
                }
            }
        }
    }

    /// Refuses what cannot be the name of a file, or of a file and the longest suffix beside it.
    private func checkName(_ report: PlannedReport) throws {
        let name = report.path.lastName
        guard ![".", "..", "/", ""].contains(name), name.utf8.count <= 240, !report.path.utf8.contains(0)
        else {
            throw PilotageError(
                .invalid, "a report's path does not end in a name that a file can have", place: [report.path],
                hint: "name a file, such as fixes.csv, in no more than 240 bytes")
        }
    }

    private func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        return path.hasSuffix("/") || isThere && isDirectory.boolValue
    }

    private func refusal(_ report: PlannedReport, _ name: String?, _ what: String) -> PilotageError {
        PilotageError(
            .invalid, "a report would overwrite \(what)\(name.map { " by its '\($0)'" } ?? "")",
            place: [report.path],
            hint: "choose another name, or a folder of its own, such as tables/fixes.csv")
    }
}

extension RunStore {
    private static let neededFiles = "needed_files"

    /// Keeps what later reports may not overwrite.
    func setNeeded(_ files: NeededFiles) throws {
        let text = String(decoding: try JSONEncoder().encode(files), as: UTF8.self)
        try setValues([Self.neededFiles: text])
    }

    /// Refuses a report that would overwrite what the run stands on, before anything is written.
    ///
    /// - Parameter report: its relative path starts at the working directory.
    /// - Throws: `PilotageError` of kind `invalid`.
    public func check(_ report: PlannedReport, registry: Registry) throws {
        guard let text = try value(Self.neededFiles) else { return }
        guard let files = try? JSONDecoder().decode(NeededFiles.self, from: Data(text.utf8)) else {
            throw PilotageError(
                .damaged, "the run store is damaged or no run store", place: [path],
                cause: "'\(Self.neededFiles)' cannot be read", hint: "begin anew with --fresh")
        }
        try ReportPaths(needed: files, store: path, registry: registry).check([report], in: ".")
    }
}
