import Manifests
import PilotageAPI
import Pipeline

/// What a run ends with.
enum RunSummaryTable {
    static func text(
        _ store: RunStore, _ snapshot: RunProgress.Snapshot, _ plan: Plan, _ settings: BatchRun.Settings
    ) throws -> String {
        var lines = [
            "items     \(snapshot.done) done, \(snapshot.failed) failed, in \(clock(snapshot.seconds))"
        ]
        let statuses = try Fix.Status.allCases.map { "\(try store.frames(byStatus: $0)) \($0.rawValue)" }
        lines.append("frames    \(statuses.joined(separator: ", "))")
        let losses = try store.losses()
        if losses.damagedPackets > 0 || !losses.truncatedItems.isEmpty {
            lines.append(
                "lost      \(losses.damagedPackets) damaged packets; \(losses.truncatedItems.count) items end too early"
            )
            lines += named(losses.truncatedItems)
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
