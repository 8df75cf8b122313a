import Learning
import Neural
import PilotageAPI

/// Shows how a training goes: loss, rate, recall among held-out places, and the time that is left.
final class TrainingDisplay {
    private let style: ProgressStyle
    private var shownSeconds = -Double.infinity
    private var shownPoint: CurvePoint?
    private var start: (step: Int, seconds: Double)?

    init(_ style: ProgressStyle) { self.style = style }

    func show(_ progress: TrainingRun.Progress) {
        if start == nil { start = (progress.report.step, progress.seconds) }
        if let point = progress.latest, point != shownPoint, style != .none, style != .json {
            shownPoint = point
            Console.note("step \(point.step): loss \(fixed(point.loss, digits: 3)), \(recall(point))")
        }
        switch style {
        case .none: return
        case .json:
            guard progress.seconds - shownSeconds >= 1 else { return }
            Console.note(object(progress))
        case .auto where Console.isTerminal:
            Console.progress(String(line(progress).prefix(Console.width - 1)))
        default:
            guard progress.seconds - shownSeconds >= 30 else { return }
            Console.note(line(progress))
        }
        shownSeconds = progress.seconds
    }

    /// Says what has come of it.
    func end(_ model: PlaceModel, _ path: String) {
        let parameters = model.towers.networks.reduce(0) { $0 + $1.parameters.count }
        Console.note(
            "wrote \(path.visible()): \(parameters) parameters, \(model.metadata["steps"] ?? "?") steps"
                + (shownPoint.map { "; held-out places: \(recall($0))" } ?? ""))
    }

    private func recall(_ point: CurvePoint) -> String {
        let rig = point.rig.map {
            "four views recall@1 \(fixed($0.at1, digits: 3)) @5 \(fixed($0.at5, digits: 3))"
        }
        let single = point.single.map {
            "one view recall@1 \(fixed($0.at1, digits: 3)) @10 \(fixed($0.at10, digits: 3))"
        }
        return [rig, single].compactMap { $0 }.joined(separator: ", ")
    }

    private func secondsLeft(_ progress: TrainingRun.Progress) -> Double? {
        guard let start, progress.report.step > start.step else { return nil }
        let each = (progress.seconds - start.seconds) / Double(progress.report.step - start.step)
        return each * Double(progress.steps - progress.report.step)
    }

    private func line(_ progress: TrainingRun.Progress) -> String {
        let report = progress.report
        let left = secondsLeft(progress).map { "ETA \(clock($0))" } ?? "ETA -:--:--"
        return
            "\(percent(Double(report.step) / Double(progress.steps))) step \(report.step)/\(progress.steps)"
            + "  loss \(fixed(report.loss, digits: 3))  rate \(fixed(report.rate, digits: 6))  \(left)"
    }

    private func object(_ progress: TrainingRun.Progress) -> String {
        let report = progress.report
        let fields = [
            #""step":\#(report.step)"#, #""steps":\#(progress.steps)"#, #""loss":\#(report.loss)"#,
            #""rate":\#(report.rate)"#, #""seconds":\#(fixed(progress.seconds, digits: 3))"#,
            #""eta_s":\#(secondsLeft(progress).map { fixed($0, digits: 3) } ?? "null")"#,
            #""recall_1":\#(progress.latest?.rig?.at1.description ?? progress.latest?.single?.at1.description ?? "null")"#,
        ]
        return "{\(fields.joined(separator: ","))}"
    }
}
