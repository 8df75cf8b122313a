/// How high buildings are taken to be where nobody wrote it down.
///
/// Outside North America hardly any building has a height, so these guesses decide what a rendered street looks like. They
/// are meant to be replaced by what is known of an area.
public struct BuildingHeights: Hashable, Sendable {
    /// Meters from floor to floor.
    public var levelMeters: Double
    /// Meters by kind, such as `house`.
    public var metersByKind: [String: Double]
    /// Meters of kinds that are not listed, by the area of the ground plan; ascending.
    public var metersByArea: [AreaStep]

    /// What buildings of some area are taken for.
    public struct AreaStep: Hashable, Sendable {
        /// The largest area it holds for.
        public var squareMeters: Double
        /// The height.
        public var meters: Double

        /// A step.
        public init(upTo squareMeters: Double, _ meters: Double) {
            self.squareMeters = squareMeters
            self.meters = meters
        }
    }

    /// Guesses for towns of Europe.
    public static let typical = BuildingHeights(
        levelMeters: 3.1,
        metersByKind: [
            "apartments": 15, "barn": 7, "bungalow": 4, "cabin": 3, "carport": 2.5, "cathedral": 30,
            "chapel": 8, "church": 18, "commercial": 10, "detached": 7, "dormitory": 14, "farm": 7,
            "farm_auxiliary": 5, "garage": 2.7, "garages": 2.7, "grandstand": 8, "greenhouse": 3,
            "hangar": 10,
            "hospital": 16, "hotel": 16, "house": 7, "hut": 2.7, "industrial": 8, "kindergarten": 5,
            "kiosk": 3,
            "mosque": 14, "office": 16, "public": 12, "residential": 9, "retail": 7, "roof": 4, "school": 10,
            "semidetached_house": 7, "service": 3, "shed": 2.5, "silo": 12, "stable": 4, "supermarket": 6,
            "synagogue": 12, "temple": 12, "terrace": 8, "tower": 25, "train_station": 10,
            "transportation": 8,
            "university": 15, "warehouse": 8, "water_tower": 25,
        ],
        metersByArea: [
            AreaStep(upTo: 25, 2.7), AreaStep(upTo: 60, 4), AreaStep(upTo: 250, 8), AreaStep(upTo: 1_000, 11),
            AreaStep(upTo: .infinity, 12),
        ])

    /// Guesses.
    public init(levelMeters: Double, metersByKind: [String: Double], metersByArea: [AreaStep]) {
        self.levelMeters = levelMeters
        self.metersByKind = metersByKind
        self.metersByArea = metersByArea
    }

    /// The same guesses, all of them so many times as high, the levels included.
    public func scaled(by factor: Double) -> BuildingHeights {
        BuildingHeights(
            levelMeters: levelMeters * factor, metersByKind: metersByKind.mapValues { $0 * factor },
            metersByArea: metersByArea.map { AreaStep(upTo: $0.squareMeters, $0.meters * factor) })
    }

    /// Where a building ends, the roof included, and whether that was guessed.
    func top(_ tags: MapTags, kind: String, squareMeters: Double, roof: Roof) -> (
        meters: Double, isAssumed: Bool
    ) {
        if let height = tags.meters("height") ?? tags.meters("building:height"), height > 0 {
            return (height, false)
        }
        if let levels = tags.number("building:levels", in: 0.5...200) {
            return (levels * levelMeters + roof.meters, false)
        }
        return (assumed(kind: kind, squareMeters: squareMeters), true)
    }

    /// Where a building begins.
    func bottom(_ tags: MapTags) -> Double {
        tags.meters("min_height")
            ?? tags.number("building:min_level", in: 0...200).map { $0 * levelMeters } ?? 0
    }
}
