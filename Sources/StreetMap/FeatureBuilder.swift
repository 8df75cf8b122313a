internal import Geodesy

/// Makes features of objects, by their tags.
struct FeatureBuilder {
    /// From the top of a roof on posts down to its underside.
    private static let canopyMeters = 0.5

    let heights: BuildingHeights
    private(set) var map = StreetMap()

    init(heights: BuildingHeights) { self.heights = heights }

    /// Adds what stands at a node.
    mutating func addNode(_ object: MapObject, _ tags: MapTags, _ coordinate: Coordinate) {
        guard let look = PointLook(tags) else { return }
        map.points.append(
            PointFeature(
                object: object, kind: look.kind, coordinate: coordinate,
                heightMeters: tags.meters("height") ?? look.height,
                widthMeters: tags.meters("diameter_crown") ?? look.width))
    }

    /// Adds what runs along a line, which has at least two points.
    mutating func addLine(_ object: MapObject, _ tags: MapTags, _ line: [Coordinate], _ nodes: [Int64]) {
        if let tag = tags["highway"], let kind = RoadKind(tag: tag) {
            // A closed road is a square only where that is said.
            if tags["area"] != "yes" { map.roads.append(Road(object, kind, tags, line, nodes)) }
            return
        }
        guard let look = LineLook(tags) else { return }
        map.lines.append(
            LineFeature(
                object: object, kind: look.kind, line: line, widthMeters: tags.meters("width") ?? look.width,
                heightMeters: look.height > 0 ? tags.meters("height") ?? look.height : 0, layer: tags.layer,
                isCovered: tags.has("tunnel")))
    }

    /// Adds what covers ground.
    mutating func addArea(_ object: MapObject, _ tags: MapTags, _ outline: Outline) {
        if tags.has("building:part") || tags.has("building") {
            addBuilding(object, tags, outline)
        } else if let surface = GroundArea.Surface(tags), !tags.has("tunnel") {
            // Rivers are often put on a layer below their bridges instead of the bridges above.
            guard !tags.isUnderground || surface == .water && tags["location"] != "underground" else {
                return
            }
            map.areas.append(
                GroundArea(object: object, surface: surface, outline: outline, layer: max(0, tags.layer)))
        }
    }

    private mutating func addBuilding(_ object: MapObject, _ tags: MapTags, _ outline: Outline) {
        guard !tags.isUnderground, tags["building"] != "underground" else { return }
        let isPart = tags.has("building:part")
        let kind = (isPart ? tags["building:part"] : tags["building"]) ?? "yes"
        var roof = Roof(tags, levelMeters: heights.levelMeters)
        let top = heights.top(tags, kind: kind, squareMeters: outline.squareMeters, roof: roof)
        let isCanopy = Building.isCanopy(kind)
        let bottom = isCanopy ? max(0, top.meters - Self.canopyMeters) : heights.bottom(tags)
        guard top.meters > bottom else { return }
        roof.meters = min(roof.meters, top.meters - bottom)
        map.buildings.append(
            Building(
                object: object, kind: kind, isPart: isPart, outline: outline, bottomMeters: bottom,
                topMeters: top.meters, isHeightAssumed: top.isAssumed, roof: roof))
    }

    /// Leaves out the buildings that are described by their parts, and counts.
    mutating func finish(_ counts: MapCounts) -> StreetMap {
        map.counts = counts
        map.buildings = BuildingParts(map.buildings).visible
        return map
    }
}

extension MapTags {
    /// Whether it lies below the ground.
    fileprivate var isUnderground: Bool { self["location"] == "underground" || layer < 0 }
}

extension Road {
    init(_ object: MapObject, _ kind: RoadKind, _ tags: MapTags, _ line: [Coordinate], _ nodes: [Int64]) {
        let direction = Direction(tags, kind)
        let isOneWay = direction != .both && kind.isForCars
        let lanes = tags.number("lanes", in: 1...16).map { $0 * (kind == .motorway ? 3.6 : 3.1) }
        self.init(
            object: object, kind: kind, name: tags["name"] ?? "", line: line, nodes: nodes,
            widthMeters: min(60, tags.meters("width") ?? lanes ?? kind.usualWidth(isOneWay: isOneWay)),
            direction: direction, layer: tags.layer, isBridge: tags.has("bridge"),
            isCovered: tags.has("tunnel") || tags.has("covered") || tags["indoor"] == "yes",
            modes: Self.modes(tags, kind))
    }

    /// By the rules of access: the more special a key, the more it counts.
    private static func modes(_ tags: MapTags, _ kind: RoadKind) -> Set<TravelMode> {
        Set(
            TravelMode.allCases.filter { mode in
                let said = mode.accessKeys.lazy.compactMap { tags[$0] }.first
                switch said {
                case "no", "private", "use_sidepath": return false
                case nil: return kind.usualModes.contains(mode)
                default: return kind.usualModes.contains(mode) || tags[mode.accessKeys[0]] != nil
                }
            })
    }
}

extension TravelMode {
    /// Keys that say who may pass, the most special one first.
    fileprivate var accessKeys: [String] {
        switch self {
        case .car: ["motorcar", "motor_vehicle", "vehicle", "access"]
        case .bicycle: ["bicycle", "vehicle", "access"]
        case .foot: ["foot", "access"]
        }
    }
}

extension Road.Direction {
    fileprivate init(_ tags: MapTags, _ kind: RoadKind) {
        switch tags["oneway"] {
        case "yes", "true", "1": self = .forward
        case "-1", "reverse": self = .backward
        case "no", "false", "0": self = .both
        default:
            let isRound = ["roundabout", "circular"].contains(tags["junction"])
            self = kind == .motorway || isRound ? .forward : .both
        }
    }
}
