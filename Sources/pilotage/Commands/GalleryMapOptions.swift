public import ArgumentParser
import Foundation
public import Galleries
import Geodesy
import PilotageAPI
public import StreetMap

/// How places are taken from a map, and how they are drawn.
struct GalleryMapOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "An extract of OpenStreetMap; places are sampled along its roads, and drawn as a camera would see them.",
            valueName: "osm.pbf"))
    var map: String?
    @OptionGroup var reading: MapReadingOptions
    @Option(help: ArgumentHelp("From place to place, in meters (default: 10).", valueName: "m"))
    var spacing: Double?
    @Option(
        help: ArgumentHelp("How the camera travels: car, bicycle or foot (default: car).", valueName: "mode"))
    var mode: TravelMode?
    @Option(
        help: ArgumentHelp(
            "Leave out places farther than this from all buildings, in meters; none for everywhere (default: 50).",
            valueName: "m"))
    var builtUp: BuiltUpChoice?
    @Option(
        help: ArgumentHelp("How places are drawn: plain or footage (default: plain).", valueName: "look"))
    var look: ViewSettings.Look?
    @Option(help: ArgumentHelp("Pixels of a view (default: 144x96).", valueName: "WxH"))
    var size: PictureSize?
    @Option(help: ArgumentHelp("The horizontal angle of view (default: 90).", valueName: "degrees"))
    var fov: Double?
    @Option(help: ArgumentHelp("The camera's height above the road (default: 1.6).", valueName: "m"))
    var cameraHeight: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("By how much the camera looks up (default: 0).", valueName: "degrees"))
    var pitch: Double?
    @Option(help: ArgumentHelp("What is farther than this is not drawn (default: 200).", valueName: "m"))
    var reach: Double?
    @Option(
        help: ArgumentHelp("The seed of a town that looks like footage (default: 1).", valueName: "number"))
    var viewSeed: UInt64?

    func validate() throws {
        if let spacing, !(1...1_000).contains(spacing) {
            throw ValidationError("--spacing must be 1 to 1000 meters.")
        }
    }

    /// The first option that was given beside `--map`; nil for none.
    var firstGiven: String? {
        let given: [(String, Bool)] = [
            ("--spacing", spacing != nil), ("--mode", mode != nil), ("--built-up", builtUp != nil),
            ("--look", look != nil), ("--size", size != nil), ("--fov", fov != nil),
            ("--camera-height", cameraHeight != nil), ("--pitch", pitch != nil), ("--reach", reach != nil),
            ("--view-seed", viewSeed != nil), ("--bbox", reading.bbox != nil),
            ("--polygon", reading.polygon != nil), ("--heights", reading.heights != "typical"),
        ]
        return given.first(where: \.1)?.0
    }

    /// Whether something was said of pictures, which not every embedder takes.
    var choosesPictures: Bool { look != nil || size != nil || fov != nil }

    /// What was chosen of the map beside views, as on the command line.
    private var choices: String {
        let given: [(String, String?)] = [
            ("--spacing", spacing.map(shortest)), ("--mode", mode?.rawValue),
            ("--built-up", builtUp.map { $0.meters.map(shortest) ?? "none" }), ("--bbox", reading.bbox),
            ("--polygon", reading.polygon.map { URL(filePath: $0).lastPathComponent }),
            ("--heights", reading.heights == "typical" ? nil : reading.heights),
        ]
        return given.compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: " ")
    }

    /// The map with its choices; nil without one.
    var source: MapSource? {
        guard let map else { return nil }
        var views = ViewChoices()
        views.look = look
        views.size = size.map { ($0.width, $0.height) }
        (views.fieldOfViewDegrees, views.heightMeters) = (fov, cameraHeight)
        (views.pitchDegrees, views.reachMeters, views.seed) = (pitch, reach, viewSeed)
        let sampler = PlaceSampler(
            spacingMeters: spacing ?? 10, mode: mode ?? .car, builtUpMeters: (builtUp ?? .within(50)).meters)
        let reading = reading
        return MapSource(path: map, sampler: sampler, views: views, choices: choices) {
            try reading.read(map, marginMeters: $0)
        }
    }
}

/// How near to a building places must be.
enum BuiltUpChoice: ExpressibleByArgument {
    case within(Double)
    case everywhere

    init?(argument: String) {
        if argument == "none" || argument == "0" {
            self = .everywhere
        } else if let meters = Double(argument), meters > 0, meters <= 10_000 {
            self = .within(meters)
        } else {
            return nil
        }
    }

    /// Meters; nil for everywhere.
    var meters: Double? {
        switch self {
        case .within(let meters): meters
        case .everywhere: nil
        }
    }
}

extension TravelMode: ExpressibleByArgument {}

extension ViewSettings.Look: ExpressibleByArgument {
    /// What can be chosen, by its name.
    public init?(argument: String) {
        guard let look = Self.allCases.first(where: { $0.rawValue == argument }) else { return nil }
        self = look
    }
}
