import ArgumentParser
import Rendering

/// What of a view `render` shows, and how it looks.
struct RenderStyle: ParsableArguments {
    /// What a pixel says.
    enum Content: String, CaseIterable, ExpressibleByArgument {
        case picture, classes, depth
    }
    /// How pictures look.
    enum LookName: String, CaseIterable, ExpressibleByArgument {
        case plain, footage
    }

    @Option(
        help: ArgumentHelp(
            """
            What the pixels show: a picture, classes (a color of a palette each), or depth (16-bit gray, centimeters along \
            the optical axis, 0 for the sky).
            """, valueName: "what"))
    var show: Content?
    @Option(
        help: ArgumentHelp(
            "How a picture looks: plain as a map, or as footage of such a place could look (default: plain).",
            valueName: "name"))
    var look: LookName?
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
    var radiusMeters: Double { radius ?? 200 }
    var seedNumber: UInt64 { seed ?? 1 }
    var rendererLook: Look { look == .footage ? .footage(seed: seedNumber) : .plain }

    func check(_ problems: inout OptionProblems) {
        problems.check("--radius", radius, in: 1...5000)
        if shows != .picture {
            problems.checkIdle(
                ["--look": look != nil, "--seed": seed != nil], "with --show \(shows.rawValue)")
        } else if look != .footage {
            problems.checkIdle(["--seed": seed != nil], "without --look footage")
        }
    }
}
