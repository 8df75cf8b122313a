import ArgumentParser
import Foundation
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
        try checkOptions()
        try OutputCheck.check([output], inputs: inputs)
        let runProgress = RunProgress { Console.error($0) }
        Interruption.watch(runProgress)
        let display = GalleryProgress(progress)
        let task = RenderTask(
            output: output, inputs: inputs, jobs: jobs, progress: runProgress, display: display)
        do {
            if subject.at == nil { display.show("reading", 0, of: 0) }
            let rig = cameraOptions.rig(isSmall: isForGallery)
            let drawing = try InterruptibleWork {
                let map = try reading.read(map, marginMeters: style.radiusMeters).map
                return try MapDrawing(map: map, style, rig)
            }.wait(runProgress)
            try draw(drawing, task)
        } catch is CancellationError {
            Console.note("interrupted: the output is as it was")
            throw ExitCode(130)
        }
    }

    private var isForGallery: Bool { subject.gallery != nil }

    private var inputs: [String] { [map] + [subject.route, reading.polygon].compactMap { $0 } }

    private func draw(_ drawing: MapDrawing, _ task: RenderTask) throws {
        if let point = subject.at {
            try task.drawView(drawing, at: point, headingDegrees: subject.heading ?? 0)
        } else if let route = subject.route {
            let pace = RenderTask.Pace(
                metersPerSecond: subject.speed, framesPerSecond: subject.rate ?? RenderSubject.usualRate)
            try task.drawRoute(drawing, path: route, pace)
        } else if let gallery = subject.gallery {
            try task.drawGallery(
                drawing, path: gallery, columns: subject.columns ?? RenderSubject.usualColumns,
                rows: subject.rows ?? RenderSubject.usualRows)
        }
    }

    private func checkOptions() throws {
        var problems = OptionProblems()
        subject.check(&problems)
        style.check(&problems)
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
    }
}
