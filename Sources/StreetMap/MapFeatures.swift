public import Geodesy

/// Ground that is covered by something.
public struct GroundArea: Sendable {
    /// What covers ground.
    public enum Surface: String, Sendable, CaseIterable {
        /// Lakes, rivers, basins, the sea where it is mapped as an area.
        case water
        /// Lawns, meadows, parks.
        case grass
        /// Bushes; a meter or two high.
        case scrub
        /// Trees.
        case wood
        /// Sand, gravel, bare rock.
        case bare
        /// Squares and platforms, for people on foot.
        case paved
        /// Car parks and other asphalt.
        case asphalt
    }

    /// What it was made of.
    public var object: MapObject
    /// What covers it.
    public var surface: Surface
    /// The ground plan.
    public var outline: Outline
    /// Above or below the ground; 0 is on it.
    public var layer: Int
}

/// Something long and narrow that is no road.
public struct LineFeature: Sendable {
    /// What runs there.
    public enum Kind: String, Sendable, CaseIterable {
        /// Tracks of trains and trams.
        case rail
        /// Rivers, streams and canals that are mapped as a line.
        case water
        /// Walls and retaining walls.
        case wall
        /// Fences and guard rails, which can be seen through.
        case fence
        /// Hedges.
        case hedge
        /// Rows of trees.
        case trees
    }

    /// What it was made of.
    public var object: MapObject
    /// What runs there.
    public var kind: Kind
    /// At least two points.
    public var line: [Coordinate]
    /// From side to side, in meters.
    public var widthMeters: Double
    /// Above the ground, in meters; 0 for what lies flat.
    public var heightMeters: Double
    /// Above or below the ground; 0 is on it.
    public var layer: Int
    /// Whether it is in a tunnel.
    public var isCovered: Bool
}

/// Something that stands at a point.
public struct PointFeature: Sendable {
    /// What stands there.
    public enum Kind: String, Sendable, CaseIterable {
        /// A tree: a crown on a trunk.
        case tree
        /// Masts, poles, lamps, signals, flagpoles.
        case pole
        /// Towers, chimneys and other thick upright things.
        case tower
        /// Bollards, post boxes, hydrants and what else is about as high as a person.
        case furniture
    }

    /// What it was made of.
    public var object: MapObject
    /// What stands there.
    public var kind: Kind
    /// Where.
    public var coordinate: Coordinate
    /// Above the ground, in meters.
    public var heightMeters: Double
    /// From side to side, in meters: of a tree the crown.
    public var widthMeters: Double
}
