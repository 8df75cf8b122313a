import Manifests
import PilotageAPI
import Pipeline

/// What a run ends with.
enum RunSummaryTable {
    static func text(
        _ store: RunStore, _ snapshot: RunProgress.Snapshot, _ plan: Plan, _ settings: BatchRun.Settings
    ) throws -> String {
        let before = snapshot.doneBefore > 0 ? " (\(snapshot.doneBefore) of them before)" : ""
        var lines = [
            "items     \(snapshot.done) done\(before), \(snapshot.failed) failed, in \(clock(snapshot.seconds))"
        ]
        let unnamed = try store.unnamedItems()
        if unnamed > 0 {
            lines.append("kept      \(unnamed) finished before and not named now: in no report")
        }
        let statuses = try Fix.Status.allCases.map { "\(try store.frames(byStatus: $0)) \($0.rawValue)" }
        lines.append("frames    \(statuses.joined(separator: ", "))")
        let losses = try store.losses()
        if !losses.isEmpty {
            lines.append("lost      something of \(losses.count) \(losses.count == 1 ? "item" : "items")")
            lines += named(losses.map(line))
        }
        if snapshot.frames > 0 {
            lines.append("stage     busy, of \(snapshot.decodeThreads) + \(snapshot.embedThreads) threads")
            for stage in Stage.allCases {
                let mark = stage == snapshot.bottleneck ? "  bottleneck" : ""
                lines.append("  \(stage.name.padding(to: 8))\(percent(snapshot.busyShare(stage)))\(mark)")
            }
        }
        for (index, report) in plan.reports.enumerated() {
            let path = report.path(in: settings.folder)
            lines.append((index == 0 ? "reports   " : "          ") + path.visible())
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ loss: RunStore.Loss) -> String {
        let damaged = loss.damaged > 0 ? "\(loss.damaged) damaged" : nil
        let parts = [damaged, loss.isTruncated ? "ends too early" : nil].compactMap { $0 }
        return "\(loss.item): \(parts.joined(separator: ", "))"
    }

    /// The first ten names, a line each, and how many there are beyond them.
    static func named(_ names: [String]) -> [String] {
        names.prefix(10).map { "  \($0.visible())" }
            + (names.count > 10 ? ["  … and \(names.count - 10) more"] : [])
    }
}

extension String {
    /// The text with spaces behind it, up to a width.
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
