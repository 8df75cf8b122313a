import ArgumentParser
import Galleries
import PilotageAPI

/// Tells what came of a build.
enum GalleryOutcome {
    private static let most = 20

    /// Lists what was left out, and sums up.
    ///
    /// - Parameter isNew: whether the gallery was built, and its confidences learned; else it was extended.
    /// - Throws: the exit code 1 where something was left out.
    static func tell(_ report: BuildReport, isNew: Bool, _ path: String) throws {
        list(report.leftOut.map { "\($0.source.visible()): \($0.reason.visible())" })
        if report.blankViews > 0 {
            Console.note(
                "note: from \(report.blankViews) places nothing is to be seen, such as in a passage through a building; "
                    + "they were passed over")
        }
        noteMagneticHeadings(report.magneticHeadings)
        let info = report.info
        for loss in report.losses { Console.note(text(loss, info.precision)) }
        if info.views != nil, info.calibration["locate.route"] == nil, info.places >= 20, isNew {
            Console.note(
                "note: drawn as footage, these places are not found again: no position will be called located; see "
                    + "docs/gallery.md")
        } else if info.calibration.isEmpty {
            Console.note(
                "note: too few places, or too close together, to learn what similarities mean: "
                    + "confidences will be low, and say so")
        }
        let omitted = report.leftOut.isEmpty ? "" : ", \(report.leftOut.count) left out"
        Console.note(
            "\(isNew ? "built" : "extended") \(path.visible()): \(report.places) places\(omitted); \(info.places) in all, "
                + "\(info.embedder.name), \(info.dimension) dimensions")
        if !report.leftOut.isEmpty { throw ExitCode(1) }
    }
}

extension GalleryOutcome {
    /// Lists what was left out, of very much the first lines.
    static func list(_ lines: [String]) {
        for line in lines.prefix(most) { Console.note("left out: \(line)") }
        if lines.count > most { Console.note("left out: … and \(lines.count - most) more") }
    }

    /// Says how many headings refer to magnetic north; nothing for none.
    static func noteMagneticHeadings(_ count: Int) {
        guard count > 0 else { return }
        Console.note(
            "note: \(count) headings refer to magnetic north and are kept as they are; they differ "
                + "from true ones by the declination of their place")
    }

    /// What storing embeddings in fewer bits costs.
    private static func text(_ loss: PrecisionLoss, _ precision: EmbeddingPrecision) -> String {
        func share(_ count: Int) -> String { fixed(Double(count) / Double(max(1, loss.queries)), digits: 3) }
        return "\(precision.rawValue): of \(loss.queries) rehearsed frames"
            + (loss.views == 1 ? "" : " of \(loss.views) views")
            + ", \(share(loss.agreeing)) have the same first answer as with float32; recall@1 "
            + "\(share(loss.rightAsStored)), with float32 \(share(loss.rightAsEmbedded))"
    }
}

/// Shows how far a build is.
final class GalleryProgress {
    private let style: ProgressStyle
    private var phase: String?
    private var percent = -1

    init(_ style: ProgressStyle) { self.style = style }

    func show(_ progress: BuildProgress) {
        show(progress.phase.rawValue, progress.done, of: progress.total)
    }

    /// Shows how much of a phase is done; of 0 where it cannot be counted.
    func show(_ name: String, _ done: Int, of total: Int) {
        let share = total > 0 ? done * 100 / total : 0
        let isNew = name != phase
        guard style != .none, isNew || share != percent else { return }
        // Without a terminal a line for every tenth is enough.
        let isStep = isNew || share / 10 != percent / 10
        (phase, percent) = (name, share)
        let counted = total > 0 ? " \(done)/\(total) (\(share)%)" : ""
        switch style {
        case .json: Console.note(#"{"phase":"\#(name)","done":\#(done),"total":\#(total)}"#)
        case .auto where Console.isTerminal: Console.progress("\(name)\(counted)")
        default: if isStep { Console.note("\(name)\(counted)") }
        }
    }
}
