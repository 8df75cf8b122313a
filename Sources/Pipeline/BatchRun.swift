internal import Foundation
internal import Geodesy
public import Manifests
public import PilotageAPI

/// A run of a plan over a gallery: prepares the store, does what waits, writes the reports.
public struct BatchRun: Sendable {
    /// How a run goes about its work; nothing here changes results.
    public struct Settings: Sendable {
        /// Where the store and the reports lie.
        public var folder: String
        /// Threads per stage, at least 1.
        public var jobs: Int
        /// Forget what is there and begin anew.
        public var fresh: Bool
        /// Do failed items again.
        public var retryFailed: Bool
        /// Stop at the first item that fails.
        public var failFast: Bool
        /// Which part of the items this run does, as `2/8`; nil for all of them.
        public var part: String?

        /// How a run goes about its work.
        public init(
            folder: String, jobs: Int, fresh: Bool, retryFailed: Bool, failFast: Bool, part: String? = nil
        ) {
            self.folder = folder
            self.jobs = jobs
            self.fresh = fresh
            self.retryFailed = retryFailed
            self.failFast = failFast
            self.part = part
        }
    }

    /// The gallery with what opening it yielded.
    public struct OpenGallery: Sendable {
        /// Places and embeddings.
        public var gallery: Gallery
        /// Where it lies.
        public var path: String
        /// Tells galleries apart by content.
        public var digest: String
        /// The embedder that made it.
        public var embedder: any Embedder
        /// The pictures that the embedder takes.
        public var format: FrameFormat

        /// A gallery with what opening it yielded.
        public init(
            gallery: Gallery, path: String, digest: String, embedder: any Embedder, format: FrameFormat
        ) {
            self.gallery = gallery
            self.path = path
            self.digest = digest
            self.embedder = embedder
            self.format = format
        }
    }

    private let plan: Plan
    private let gallery: OpenGallery
    private let registry: Registry
    private let settings: Settings
    private let generator: String
    private let stages: Stages
    private let needed: NeededFiles

    /// Makes the plugins and looks where results would go; touches neither items nor output.
    ///
    /// - Parameters:
    ///   - generator: program and version, for the reports.
    ///   - locator: in place of the plan's.
    /// - Throws: `PilotageError`, also where a result would take the place of what the run reads; `PilotageErrors` where items are
    ///   rigs and the embedder takes none.
    public init(
        plan: Plan, gallery: OpenGallery, registry: Registry, settings: Settings, generator: String,
        locator: (any Locator)? = nil
    ) throws {
        self.plan = plan
        self.gallery = gallery
        self.registry = registry
        self.settings = settings
        self.generator = generator
        try Self.checkViews(plan, gallery)
        stages = Stages(
            decoders: try registry.decoders(plan.decode), embedder: gallery.embedder,
            matcher: try registry.matcher(plan.match), locator: try locator ?? registry.locator(plan.locate),
            gallery: gallery.gallery, format: gallery.format,
            rows: try Self.rows(plan.region, gallery.gallery),
            limit: plan.limit)
        needed = NeededFiles(plan, gallery: gallery.path)
        try OutputFolder.check(settings.folder, needed)
        try ReportPaths(needed: needed, store: settings.folder + "/run.sqlite", registry: registry)
            .check(plan.reports, in: settings.folder)
    }

    /// Does what waits; what is finished stays, also where this throws or is cancelled.
    public func process(_ progress: RunProgress) throws -> RunStore {
        let store = try RunStore.open(in: settings.folder, fresh: settings.fresh)
        try adopt(store)
        let items = plan.items.map { DigestedItem(item: $0, digest: InputDigest.of($0)) }
        let waiting = try store.reconcile(with: items, retryFailed: settings.retryFailed)
        let counts = try store.counts()
        let weights = waiting.map { ($0.number, Self.weight($0.item)) }
        progress.begin(
            items: plan.items.count, done: counts.done, failed: counts.failed,
            weights: Dictionary(weights) { first, _ in first }, jobs: settings.jobs)
        if !waiting.isEmpty {
            try Corridor(
                stages: stages, store: store, folder: settings.folder, jobs: settings.jobs,
                failFast: settings.failFast, progress: progress
            ).run(waiting)
        }
        return store
    }

    /// Writes every report of the plan from the store.
    ///
    /// - Throws: `CancellationError` where the run is interrupted meanwhile; the files of before stay as they were.
    public func writeReports(from store: RunStore, _ progress: RunProgress) throws {
        for report in plan.reports {
            try store.write(report.section, to: report.path(in: settings.folder), registry: registry) {
                progress.isInterrupted
            }
        }
    }

    /// Takes the store for this run, unless it holds one with other settings.
    private func adopt(_ store: RunStore) throws {
        let settings = try RunSettings(
            plan: plan, gallery: gallery.gallery, galleryDigest: gallery.digest, program: generator,
            part: self.settings.part)
        let stored = try store.values()
        let differences = settings.differences(from: stored)
        guard stored.isEmpty || differences.isEmpty else {
            throw PilotageError(
                .invalid,
                "the output directory holds a run with another \(differences.joined(separator: ", "))",
                place: [self.settings.folder],
                hint: "name another one by --output, or begin anew with --fresh")
        }
        var values = settings.values
        values["name"] = plan.name
        values["generator"] = generator
        values["gallery_path"] = FileManager.default.absolutePath(gallery.path)
        values["header_gallery"] = gallery.gallery.name
        values["header_locator"] = plan.locate.plugin ?? ""
        try store.setValues(values)
        try store.setNeeded(needed)
    }

    /// Refuses every item of several views where the embedder takes one, and rigs that look to sides that no embedder knows.
    private static func checkViews(_ plan: Plan, _ gallery: OpenGallery) throws {
        guard !gallery.format.takesRigs else {
            let errors = plan.items.compactMap { item -> PilotageError? in
                guard let headings = item.rigHeadingsDegrees else { return nil }
                do {
                    _ = try RigView.sides(headings)
                    return nil
                } catch { return (error as? PilotageError)?.at(item.id) }
            }
            if !errors.isEmpty { throw PilotageErrors(errors) }
            return
        }
        let embedder = type(of: gallery.embedder).name
        let errors = plan.items.filter(\.isSeveralViews).map { item in
            PilotageError(
                .invalid,
                "\(embedder) takes one picture a frame, but "
                    + (item.rigHeadingsDegrees == nil
                        ? "a panorama is cut into four" : "a rig has one of every camera"),
                place: [item.id],
                hint: "name the file of one camera, or a gallery whose embedder takes views to several sides")
        }
        if !errors.isEmpty { throw PilotageErrors(errors) }
    }

    /// The rows of the gallery that lie in a region.
    private static func rows(_ region: Region?, _ gallery: Gallery) throws -> [Int]? {
        guard let region else { return nil }
        let rows = gallery.places.indices.filter { region.contains(gallery.places[$0].coordinate) }
        if rows.isEmpty {
            throw PilotageError(
                .invalid, "no place of the gallery '\(gallery.name)' lies in the region",
                hint:
                    "a bbox is [west, south, east, north]; 'pilotage gallery info' shows where the places lie"
            )
        }
        return rows
    }

    /// What an item weighs in the percentage: its bytes, or its rows.
    private static func weight(_ item: PlannedItem) -> Double {
        item.sources.reduce(1) { sum, source in
            if let rows = source.rows { return sum + Double(rows.count) }
            let file = URL(filePath: source.path).resolvingSymlinksInPath().path
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            return sum + Double(attributes?[.size] as? Int ?? 0)
        }
    }
}

extension FileManager {
    /// The path from the root.
    fileprivate func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : currentDirectoryPath + "/" + path
    }
}
