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
        if losses.damagedPackets > 0 || losses.truncatedItems > 0 {
            lines.append(
                "lost      \(losses.damagedPackets) damaged packets; \(losses.truncatedItems) items end too early"
            )
        }
        if snapshot.frames > 0 {
            lines.append("stage     busy, of \(snapshot.decodeThreads) + \(snapshot.embedThreads) threads")
            for stage in Stage.allCases {
                let mark = stage == snapshot.bottleneck ? "  bottleneck" : ""
                lines.append("  \(stage.name.padding(to: 8))\(percent(snapshot.busyShare(stage)))\(mark)")
            }
        }
        for (index, report) in plan.reports.enumerated() {
            lines.append((index == 0 ? "reports   " : "          ") + report.path(in: settings.folder))
        }
        return lines.joined(separator: "\n")
    }
}

/// What a plan comes to, for `check` and `--dry-run`.
enum PlanSummary {
    static func text(_ plan: Plan, _ gallery: Gallery, output: String?) -> String {
        var lines = [
            "name      \(plan.name)",
            "gallery   \(gallery.name): \(gallery.places.count) places by \(gallery.embedder.name)",
            "items     \(plan.items.count)",
        ]
        for item in plan.items.prefix(10) { lines.append("  \(Console.printable(item.id))") }
        if plan.items.count > 10 { lines.append("  … and \(plan.items.count - 10) more") }
        lines.append("match     \(plan.match.plugin ?? ""), \(plan.limit) candidates per frame")
        lines.append("locate    \(plan.locate.plugin ?? "")")
        for report in plan.reports {
            lines.append("report    \(report.section.plugin ?? "") to \(report.path)")
        }
        if let output { lines.append("output    \(output)") }
        return lines.joined(separator: "\n")
    }
}

extension String {
    /// The text with spaces behind it, up to a width.
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
