import ArgumentParser
import Galleries
import PilotageAPI

/// Tells what came of a build.
enum GalleryOutcome {
    private static let most = 20

    /// Lists what was left out, and sums up.
    ///
    /// - Throws: the exit code 1 where something was left out.
    static func tell(_ report: BuildReport, _ verb: String, _ path: String) throws {
        for item in report.leftOut.prefix(most) {
            Console.note("left out: \(item.source.visible()): \(item.reason.visible())")
        }
        if report.leftOut.count > most { Console.note("left out: … and \(report.leftOut.count - most) more") }
        if report.magneticHeadings > 0 {
            Console.note(
                "note: \(report.magneticHeadings) headings refer to magnetic north and are kept as they are; they differ "
                    + "from true ones by the declination of their place")
        }
        let info = report.info
        if info.views != nil, info.calibration["locate.route"] == nil, info.places >= 20 {
            Console.note(
                "note: drawn as footage, these places are not found again: no position will be called located; see "
                    + "docs/maps.md")
        } else if info.calibration.isEmpty {
            Console.note(
                "note: too few places, or too close together, to learn what similarities mean: "
                    + "confidences will be low, and say so")
        }
        let omitted = report.leftOut.isEmpty ? "" : ", \(report.leftOut.count) left out"
        Console.note(
            "\(verb) \(path.visible()): \(report.places) places\(omitted); \(info.places) in all, "
                + "\(info.embedder.name), \(info.dimension) dimensions")
        if !report.leftOut.isEmpty { throw ExitCode(1) }
    }
}

/// Shows how far a build is.
final class GalleryProgress {
    private let style: ProgressStyle
    private var phase: BuildProgress.Phase?
    private var percent = -1

    init(_ style: ProgressStyle) { self.style = style }

    func show(_ progress: BuildProgress) {
        let share = progress.total > 0 ? progress.done * 100 / progress.total : 0
        let isNew = progress.phase != phase
        guard style != .none, isNew || share != percent else { return }
        // Without a terminal a line for every tenth is enough.
        let isStep = isNew || share / 10 != percent / 10
        (phase, percent) = (progress.phase, share)
        let counted = progress.total > 0 ? " \(progress.done)/\(progress.total) (\(share)%)" : ""
        switch style {
        case .json:
            Console.note(
                #"{"phase":"\#(progress.phase.rawValue)","done":\#(progress.done),"total":\#(progress.total)}"#
            )
        case .auto where Console.isTerminal: Console.progress("\(progress.phase.rawValue)\(counted)")
        default: if isStep { Console.note("\(progress.phase.rawValue)\(counted)") }
        }
    }
}
