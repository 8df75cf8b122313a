internal import Foundation
internal import Manifests
internal import PilotageAPI

/// Where reports may not be written: over the run store, the footage, the gallery or each other.
///
/// A report takes the place of what stands under its name, so a name is looked at with its directory resolved; a
/// symbolic link at its end would be replaced, not followed.
struct ReportPaths {
    let plan: Plan
    let folder: String
    let gallery: String

    /// Refuses what would destroy data, before any work.
    ///
    /// - Throws: `PilotageError` of kind `invalid`.
    func check() throws {
        let sources = Set(plan.items.flatMap { $0.sources.map { Self.resolved($0.path) } })
        let store = Self.resolved(folder + "/run.sqlite")
        let gallery = Self.resolved(gallery + "/x").dropLast(1)
        var taken: Set<String> = []
        for report in plan.reports {
            let path = Self.resolved(report.path.hasPrefix("/") ? report.path : folder + "/" + report.path)
            if path.hasPrefix(store) { throw refusal(report, "the run store") }
            if path.hasPrefix(gallery) { throw refusal(report, "a file of the gallery") }
            if sources.contains(path) { throw refusal(report, "an item's file") }
            if !taken.insert(path).inserted { throw refusal(report, "another report") }
        }
    }

    private func refusal(_ report: PlannedReport, _ what: String) -> PilotageError {
        PilotageError(
            .invalid, "a report would overwrite \(what)", place: [report.path],
            hint: "choose another path, such as fixes.csv")
    }

    /// The path with its directory free of links and dots, as far as that exists.
    private static func resolved(_ path: String) -> String {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let parent = url.deletingLastPathComponent().resolvingSymlinksInPath().path
        return (parent == "/" ? "" : parent) + "/" + url.lastPathComponent
    }
}
