public import Geodesy

/// A street or path.
public struct Road: Sendable {
    /// What it was made of.
    public var object: MapObject
    /// What runs on it.
    public var kind: RoadKind
    /// Its name; empty where it has none.
    public var name: String
    /// At least two points, in the order in which they were drawn.
    public var line: [Coordinate]
    /// The number of the node at every point; roads meet where they share nodes.
    public var nodes: [Int64]
    /// From edge to edge, in meters, by its tags or as roads of its kind are.
    public var widthMeters: Double
    /// Which way cars may drive.
    public var direction: Direction
    /// Above or below the ground; 0 is on it.
    public var layer: Int
    /// Whether it is on a bridge.
    public var isBridge: Bool
    /// Whether it is in a tunnel or under a roof, so that there is no sky over it.
    public var isCovered: Bool
    /// Who may use it, by its tags.
    public var modes: Set<TravelMode>

    /// Meters that a layer lies above the one below it.
    private static let layerMeters = 5.0

    /// How high its surface lies above the ground, in meters: 0 but for bridges.
    public var deckMeters: Double { isBridge && layer > 0 ? Double(layer) * Self.layerMeters : 0 }

    /// Which way one may go, as the line was drawn.
    public enum Direction: Sendable {
        /// Both ways.
        case both
        /// From the first point to the last.
        case forward
        /// From the last point to the first.
        case backward
    }
}

/// How a camera travels.
public enum TravelMode: String, Sendable, CaseIterable {
    /// On four wheels; one-way rules hold.
    case car
    /// By bicycle.
    case bicycle
    /// On foot; one-way rules do not matter.
    case foot
}

/// Kinds of roads, by what is tagged as `highway`.
public enum RoadKind: String, Sendable, CaseIterable {
    case motorway, trunk, primary, secondary, tertiary, unclassified, residential, service, track, road
    case livingStreet = "living_street"
    case busway, pedestrian, footway, path, steps, cycleway, bridleway, corridor

    /// A kind as it is tagged, links and all; nil for what nobody travels on, such as platforms and roads under construction.
    init?(tag: String) {
        let base = tag.hasSuffix("_link") ? String(tag.dropLast(5)) : tag
        self.init(rawValue: base)
    }

    /// Whether it is for cars, and not for people on foot or bicycles.
    public var isForCars: Bool {
        switch self {
        case .pedestrian, .footway, .path, .steps, .cycleway, .bridleway, .corridor, .busway: false
        default: true
        }
    }

    /// Who uses such a road where no tag says otherwise.
    var usualModes: Set<TravelMode> {
        switch self {
        case .motorway, .trunk: [.car]
        case .busway: []
        case .pedestrian, .footway, .steps, .bridleway, .corridor: [.foot]
        case .cycleway: [.bicycle, .foot]
        case .path: [.bicycle, .foot]
        default: [.car, .bicycle, .foot]
        }
    }

    /// The usual width in meters, of both directions or of one.
    func usualWidth(isOneWay: Bool) -> Double {
        switch self {
        case .motorway: isOneWay ? 11 : 16
        case .trunk, .primary: isOneWay ? 7 : 9
        case .secondary: isOneWay ? 6.5 : 8
        case .tertiary: isOneWay ? 5.5 : 7
        case .unclassified, .residential, .road: isOneWay ? 4.5 : 6
        case .livingStreet, .pedestrian, .busway: 5
        case .service: 4
        case .track: 3
        case .cycleway: 2.5
        case .footway, .path, .steps, .bridleway, .corridor: 2
        }
    }
}
