import ArgumentParser
import Galleries
import Pictures
import PilotageAPI
import Pipeline

struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draw what a camera would see of a map.",
        discussion: """
            With --at one view, as PNG; with --route a drive along a line, as an MP4 video, and beside it NAME-truth.csv \
            for evaluate and calibrate; with --gallery the views of all its places, as sheets of small pictures with the \
            places' ids, as PNG. Files appear whole, in place of older ones. See docs/maps.md. Exit codes: 0 all \
            well; 1 everything is drawn, but places that see nothing of the map were left out; 2 nothing was drawn; \
            130 interrupted.
            """)

    @Argument(help: "The map: an extract of OpenStreetMap, .osm.pbf, .osm, .osm.gz or .osm.bz2.")
    var map: String
    @OptionGroup var subject: RenderSubject
    @Option(
        help: ArgumentHelp(
            "The file to write: .png, with --route .mp4; several sheets get numbers before the suffix.",
            valueName: "file"))
    var output: String
    @OptionGroup var reading: MapReadingOptions
    @OptionGroup var style: RenderStyle
    @OptionGroup var cameraOptions: RenderCamera
    @Option(help: "Threads for routes and galleries (default: the number of cores).")
    var jobs: Int?
    @Option(help: "How progress is shown: auto, line, json or none.")
    var progress: ProgressStyle = .auto

    func run() throws {
        let jobs = try JobCount.checked(jobs)
        let views = try subject.gallery.flatMap { try GalleryStore.info($0).views }
        let rig = cameraOptions.rig(isSmall: subject.gallery != nil, views)
        try checkOptions(views, rig)
        let task = RenderTask(
            output: output, inputs: [map] + [subject.route, reading.polygon].compactMap { $0 }, jobs: jobs,
            progress: RunProgress { Console.error($0) }, display: GalleryProgress(progress))
        try OutputCheck.check(
            subject.route == nil ? [output] : [output, task.truthPath], inputs: task.inputs)
        let work = try subject.work()
        Interruption.watch(task.progress)
        do {
            if subject.at == nil { task.display.show("reading", 0, of: 0) }
            let style = style.drawing(views)
            let drawing = try InterruptibleWork {
                let map = try reading.read(map, marginMeters: style.radiusMeters).map
                return try MapDrawing(map: map, style, rig)
            }.wait(task.progress)
            try draw(work, drawing, task)
        } catch is CancellationError {
            Console.note("interrupted: what was not finished is as it was")
            throw ExitCode(130)
        }
    }

    private func draw(_ work: RenderSubject.Work, _ drawing: MapDrawing, _ task: RenderTask) throws {
        switch work {
        case .view(let point, let heading): try task.drawView(drawing, at: point, headingDegrees: heading)
        case .route(let route, let name, let rate):
            try task.drawRoute(drawing, route, named: name, framesPerSecond: rate)
        case .places(let places, let name, let columns, let rows):
            try task.drawGallery(drawing, places, named: name, columns: columns, rows: rows)
        }
    }

    private func checkOptions(_ views: ViewSettings?, _ rig: CameraRig) throws {
        var problems = OptionProblems()
        subject.check(&problems)
        style.check(&problems, views)
        cameraOptions.check(&problems, shows: style.shows)
        let suffix = subject.route == nil ? ".png" : ".mp4"
        if !output.lowercased().hasSuffix(suffix) || output.lastName.count <= suffix.count {
            problems.add("--output is '\(output)', but must be a name that ends in \(suffix)")
        }
        if style.shows == .depth, subject.at == nil {
            problems.add(
                "--show depth is for single views",
                hint: "name one by --at, for videos and sheets have 8 bits")
        }
        try problems.check()
        guard subject.route != nil else { return }
        do { try VideoFile.check(width: rig.width, height: rig.height) } catch { throw error.at(output) }
    }
}
