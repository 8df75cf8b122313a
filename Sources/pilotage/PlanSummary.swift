import Manifests
import PilotageAPI

/// What a plan comes to, for `check` and `--dry-run`.
enum PlanSummary {
    static func text(_ plan: Plan, _ gallery: Gallery, output: String) -> String {
        var lines = [
            "name      \(plan.name.visible())",
            "gallery   \(gallery.name.visible()): \(gallery.places.count) places by \(gallery.embedder.name)",
            "items     \(plan.items.count)",
        ]
        lines += RunSummaryTable.named(plan.items.map(line))
        lines.append("match     \(plan.match.plugin ?? ""), \(plan.limit) candidates per frame")
        lines.append("locate    \(plan.locate.plugin ?? "")")
        for report in plan.reports {
            lines.append("report    \(report.section.plugin ?? "") to \(report.path.visible())")
        }
        lines.append("output    \(output.visible())")
        return lines.joined(separator: "\n")
    }

    private static func line(_ item: PlannedItem) -> String {
        let headings = item.rigHeadingsDegrees?.map { "\(shortest($0))°" }.joined(separator: ", ")
        let views = headings.map { " (cameras at \($0))" }
        return item.id
            + (views ?? item.panoramaFrontDegrees.map { " (panorama, its front at \(shortest($0))°)" } ?? "")
    }
}
