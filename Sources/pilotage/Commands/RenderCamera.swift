import ArgumentParser
import Galleries
import Geodesy
import Rendering

/// The camera of `render`.
struct RenderCamera: ParsableArguments {
    enum LensName: String, CaseIterable, ExpressibleByArgument {
        case perspective, panorama, above
    }

    @Option(
        help: ArgumentHelp(
            """
            perspective as of an ordinary camera, panorama all around as a strip, or above: a tile of the map, its upper \
            edge ahead (default: perspective).
            """, valueName: "name"))
    var lens: LensName?
    @Flag(help: "Four views side by side: front, right, back and left.")
    var fourViews = false
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Horizontal angle of view (default: 90).", valueName: "degrees"))
    var fov: Double?
    @Option(
        help: ArgumentHelp(
            """
            Pixels of a view (default: 640x360, panorama 1440x240, above 512x512; with --gallery 240x160, 480x80, 160x160, \
            or as it was drawn).
            """, valueName: "columns x rows"))
    var size: PictureSize?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Of the camera above the ground (default: 1.6, for depth from above 1000).", valueName: "meters"))
    var height: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How far the camera looks up (default: 0).", valueName: "degrees"))
    var pitch: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How far the camera is turned clockwise (default: 0).", valueName: "degrees"))
    var roll: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("With --lens above: the scale (default: 0.5).", valueName: "meters"))
    var metersPerPixel: Double?

    private var lensName: LensName { lens ?? .perspective }

    func check(_ problems: inout OptionProblems, shows: RenderStyle.Content) {
        problems.check("--fov", fov, in: 1...170)
        problems.check("--height", height, in: 0.1...5000)
        problems.check("--pitch", pitch, in: -90...90)
        problems.check("--roll", roll, in: -180...180)
        problems.check("--meters-per-pixel", metersPerPixel, in: 0.01...100)
        if let size { size.check(&problems, views: fourViews ? 4 : 1) }
        let reason = "with --lens \(lensName.rawValue)"
        if lensName != .perspective {
            problems.checkIdle(
                [
                    "--four-views": fourViews, "--fov": fov != nil, "--pitch": pitch != nil,
                    "--roll": roll != nil,
                ], reason)
        }
        if lensName == .above {
            // Without perspective the height only counts where depth is measured from it.
            problems.checkIdle(["--height": height != nil && shows != .depth], reason)
        } else {
            problems.checkIdle(["--meters-per-pixel": metersPerPixel != nil], reason)
        }
    }

    /// The cameras of one view.
    ///
    /// - Parameters:
    ///   - isSmall: whether views are small unless a size is given, as for a sheet of many.
    ///   - views: how the gallery that is drawn has its places drawn, which goes where nothing else is asked for.
    func rig(isSmall: Bool, _ views: ViewSettings?) -> CameraRig {
        let views = lensName == .perspective ? views : nil
        let usual = usualSize(isSmall: isSmall)
        let usualHeight = lensName == .above ? 1000 : 1.6
        let camera = Camera(
            at: Coordinate(latitude: 0, longitude: 0),
            heightMeters: height ?? views?.heightMeters ?? usualHeight, headingDegrees: 0,
            pitchDegrees: pitch ?? views?.pitchDegrees ?? 0, rollDegrees: roll ?? 0,
            lens: cameraLens(fieldOfViewDegrees: fov ?? views?.fieldOfViewDegrees ?? 90),
            width: size?.width ?? views?.width ?? usual.width,
            height: size?.height ?? views?.height ?? usual.height)
        return CameraRig(camera: camera, hasFourViews: fourViews)
    }

    private func cameraLens(fieldOfViewDegrees: Double) -> Camera.Lens {
        switch lensName {
        case .perspective: .perspective(fieldOfViewDegrees: fieldOfViewDegrees)
        case .panorama: .panorama
        case .above: .above(metersPerPixel: metersPerPixel ?? 0.5)
        }
    }

    private func usualSize(isSmall: Bool) -> (width: Int, height: Int) {
        switch lensName {
        case .perspective: isSmall ? (240, 160) : (640, 360)
        case .panorama: isSmall ? (480, 80) : (1440, 240)
        case .above: isSmall ? (160, 160) : (512, 512)
        }
    }
}

/// One camera in several directions.
struct CameraRig {
    /// All but where it is and where it looks.
    var camera: Camera
    /// Whether it looks to the front, right, back and left, from left to right in the picture; else to the front alone.
    var hasFourViews: Bool

    /// Columns of all views side by side.
    var width: Int { camera.width * (hasFourViews ? 4 : 1) }
    var height: Int { camera.height }

    /// Whether it matters where the camera looks; a tile has its upper edge in the north without.
    var needsHeading: Bool {
        if case .above = camera.lens { false } else { true }
    }

    /// The cameras somewhere.
    func cameras(at coordinate: Coordinate, headingDegrees: Double) -> [Camera] {
        var aimed = camera
        aimed.coordinate = coordinate
        aimed.headingDegrees = normalizedHeading(headingDegrees)
        return hasFourViews ? aimed.rig : [aimed]
    }
}

/// Columns and rows as an argument: `640x360`.
struct PictureSize: ExpressibleByArgument {
    private static let longest = 16_384
    private static let mostPixels = 36_000_000
    var width: Int
    var height: Int

    init?(argument: String) {
        let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
        let values = parts.compactMap { Int($0) }
        guard parts.count == 2, values.count == 2 else { return nil }
        (width, height) = (values[0], values[1])
    }

    func check(_ problems: inout OptionProblems, views: Int) {
        guard (1...Self.longest).contains(width), (1...Self.longest).contains(height),
            width * height * views <= Self.mostPixels
        else {
            problems.add(
                "--size is \(width)x\(height), but must be 1x1 to \(Self.longest)x\(Self.longest), and at most "
                    + "\(Self.mostPixels / 1_000_000) million pixels in all")
            return
        }
    }
}
