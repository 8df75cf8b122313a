import ArgumentParser
import Catalog
import Evaluation
import Foundation
import Galleries
import Manifests
import PilotageAPI
import Pipeline

struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Fit confidences to footage of known positions, and keep them in galleries.",
        discussion: """
            Each manifest names footage and the gallery where it lies; the truth is a CSV file as for evaluate. Several \
            areas are fitted together. What is learned is kept in the galleries of the manifests, or, with --gallery, in \
            others that the same embedder made. Exit codes: 0 all well; 1 some items \
            failed, the others were learned from; 2 nothing was learned or kept; 130 interrupted.
            """)

    @Argument(help: "Manifests of labeled footage.")
    var manifests: [String]
    @Option(help: "Where the frames really were, as CSV: one for each manifest, or one for all.")
    var truth: [String]
    @Option(help: "Keep what is learned in this gallery (may be repeated; default: the manifests' own).")
    var gallery: [String] = []
    @OptionGroup var truthOptions: TruthOptions
    @Option(help: "Threads per stage (default: the number of cores).")
    var jobs: Int?
    @Option(help: "How progress is shown: auto, line, json or none.")
    var progress: ProgressStyle = .auto
    @Flag(help: "Write what is learned as JSON.")
    var json = false
    @Flag(help: "Learn, and keep nothing.")
    var dryRun = false

    func run() throws {
        guard truth.count == 1 || truth.count == manifests.count else {
            throw PilotageError(
                .invalid, "\(truth.count) truths for \(manifests.count) manifests",
                hint: "give --truth once for each manifest, in their order, or once for all")
        }
        let jobs = try JobCount.checked(jobs)
        let truths = try truth.map(truthOptions.tracks)
        let progress = RunProgress(onFailure: Console.error, onRemark: Console.remark)
        Interruption.watch(progress)
        let footage: [LabeledFootage]
        let learned: [String: [String: Double]]
        do {
            footage = try self.footage(truths, jobs, progress)
            try checkAlike(footage.map(\.area.gallery))
            for target in targets(footage) {
                try checkAlike(footage.map(\.area.gallery), target, try GalleryStore.info(target))
            }
            try tell(footage)
            learned = try learn(footage, progress)
        } catch is CancellationError {
            Console.note("interrupted: nothing was learned or kept")
            throw ExitCode(130)
        }
        guard !learned.isEmpty else { throw Self.tooFew }
        for area in footage { try warnOfTwins(area) }
        if json {
            try Console.result(json: learned)
        } else {
            for (locator, parameters) in learned.sorted(by: { $0.key < $1.key }) {
                let words = parameters.sorted { $0.key < $1.key }.map { "\($0.key) \(Float($0.value))" }
                try Console.result("\(locator): \(words.joined(separator: ", "))")
            }
        }
        if !dryRun { try keep(learned, footage) }
        if progress.snapshot().failed > 0 { throw ExitCode(1) }
    }

    private static let tooFew = PilotageError(
        .invalid, "too few labeled frames to learn anything from",
        hint: "at least 20 frames within 100 m of a place of their gallery are needed")

    /// Of copies every match is right and near, which no other footage will be.
    private func warnOfTwins(_ footage: LabeledFootage) throws {
        let twins = try footage.twins()
        guard twins.copies * 2 > twins.total else { return }
        Console.note(
            "warning: \(twins.copies) of \(twins.total) frames are nearly the same picture as a place of "
                + "\(footage.galleryPath); what is learned from them makes confidences too high")
    }

    /// Says what is learned from, so that nobody takes one area's numbers for those of two.
    private func tell(_ footage: [LabeledFootage]) throws {
        var sum = 0
        for (manifest, area) in zip(manifests, footage) {
            let (near, labeled, frames) = area.frameCounts
            sum += near
            let counts = "\(near) of \(frames) frames lie near a place, \(frames - labeled) have no truth"
            if progress != .none { Console.note("\(manifest): \(counts)") }
            guard near > 0 || footage.count == 1 else {
                throw PilotageError(
                    .invalid, "no frame lies within 100 m of a place of its gallery", place: [manifest],
                    hint: "give each manifest a truth of its own: --truth once for each, in their order")
            }
        }
        guard sum >= 20 else { throw Self.tooFew }
    }

    private func footage(
        _ truths: [[TruthTrack]], _ jobs: Int, _ progress: RunProgress
    ) throws -> [LabeledFootage] {
        let display = ProgressDisplay(progress, style: self.progress)
        display.start()
        defer { display.end() }
        return try manifests.enumerated().map { index, manifest in
            try LabeledFootage(
                manifest: manifest, truths: truths[truths.count == 1 ? 0 : index],
                tolerance: truthOptions.tolerance, jobs: jobs, progress)
        }
    }

    /// Every locator's parameters, by its options in the manifests where it is used there.
    private func learn(
        _ footage: [LabeledFootage], _ progress: RunProgress
    ) throws -> [String: [String: Double]] {
        var learned: [String: [String: Double]] = [:]
        for locator in Registry.catalog.locators {
            if progress.isInterrupted { throw CancellationError() }
            if self.progress != .none { Console.note("fitting \(locator.name)") }
            let options = footage.first { $0.locate.plugin == locator.name }?.locate.options
            let areas = footage.map(\.area)
            let parameters = try InterruptibleWork { try locator.calibrate(areas, options) }.wait(progress)
            let views = areas.first?.gallery.views ?? 1
            if !parameters.isEmpty {
                learned[Gallery.calibrationKey(locator.name, views: views)] = parameters
            }
        }
        return learned
    }

    /// The galleries that keep what is learned.
    private func targets(_ footage: [LabeledFootage]) -> [String] {
        gallery.isEmpty ? Set(footage.map(\.galleryPath)).sorted() : gallery
    }

    private func keep(_ learned: [String: [String: Double]], _ footage: [LabeledFootage]) throws {
        let source = manifests.map(\.lastName).joined(separator: ", ")
        for target in targets(footage) {
            try GalleryBuilder(registry: .catalog).calibrate(
                target, with: learned, source: source, program: ProgramVersion.generator)
            Console.note("calibrated \(target.visible()): \(learned.keys.sorted().joined(separator: ", "))")
        }
    }

    private func checkAlike(_ galleries: [Gallery]) throws {
        for other in galleries.dropFirst()
        where
            other.embedder.name != galleries[0].embedder.name || other.metric != galleries[0].metric
            || other.embeddings.dimension != galleries[0].embeddings.dimension
        {
            throw PilotageError(
                .gallery, "'\(galleries[0].name)' and '\(other.name)' were not made alike",
                hint: "areas can be fitted together where embedder, metric and dimension are the same")
        }
    }

    private func checkAlike(_ galleries: [Gallery], _ target: String, _ info: GalleryInfo) throws {
        for gallery in galleries
        where
            gallery.embedder.name != info.embedder.name || gallery.metric.rawValue != info.metric
            || gallery.embeddings.dimension != info.dimension
        {
            throw PilotageError(
                .gallery, "made by another embedder, metric or dimension than '\(gallery.name)'",
                place: [target],
                hint: "calibrate it by footage in a gallery of its own kind")
        }
    }
}
