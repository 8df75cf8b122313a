import ArgumentParser
import Galleries
import Rendering

/// What of a view `render` shows, and how it looks.
struct RenderStyle: ParsableArguments {
    /// What a pixel says.
    enum Content: String, CaseIterable, ExpressibleByArgument {
        case picture, classes, depth
    }

    @Option(
        help: ArgumentHelp(
            """
            What the pixels show: a picture, classes (a color of a palette each), or depth (16-bit gray, centimeters along \
            the optical axis, 0 for the sky). Default: picture.
            """, valueName: "what"))
    var show: Content?
    @Option(
        help: ArgumentHelp(
            "How a picture looks: plain as a map, or as footage of such a place could look (default: plain).",
            valueName: "name"))
    var look: ViewSettings.Look?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --look footage: what is random about the town and the camera (default: 1).",
            valueName: "number"))
    var seed: UInt64?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What is farther from the camera is left out (default: 200).", valueName: "meters")
    )
    var radius: Double?

    var shows: Content { show ?? .picture }

    /// What is drawn, and how.
    ///
    /// - Parameter views: how the gallery that is drawn has its places drawn, which goes where nothing else is asked for.
    func drawing(_ views: ViewSettings?) -> DrawingStyle {
        let number = seed ?? views?.seed ?? 1
        return DrawingStyle(
            content: shows, look: isFootage(views) ? .footage(seed: number) : .plain, seed: number,
            radiusMeters: radius ?? views?.reachMeters ?? 200)
    }

    func check(_ problems: inout OptionProblems, _ views: ViewSettings?) {
        problems.check("--radius", radius, in: 1...5000)
        if shows != .picture {
            problems.checkIdle(
                ["--look": look != nil, "--seed": seed != nil], "with --show \(shows.rawValue)")
        } else if !isFootage(views) {
            problems.checkIdle(["--seed": seed != nil], "without --look footage")
        }
    }

    private func isFootage(_ views: ViewSettings?) -> Bool {
        look.map { $0 == .footage } ?? (views?.look == .footage)
    }
}

/// What the pixels of a drawing say, and how far it reaches.
struct DrawingStyle: Sendable {
    var content: RenderStyle.Content
    var look: Look
    /// Of the town and of the take.
    var seed: UInt64
    var radiusMeters: Double
}
