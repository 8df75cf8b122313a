/// What stands at a node, and its usual size in meters.
struct PointLook {
    let kind: PointFeature.Kind
    let height: Double
    let width: Double

    private init(_ kind: PointFeature.Kind, _ height: Double, _ width: Double) {
        (self.kind, self.height, self.width) = (kind, height, width)
    }

    private static let byTag: [String: [String: PointLook]] = [
        "natural": ["tree": PointLook(.tree, 9, 6)],
        "highway": [
            "street_lamp": PointLook(.pole, 6, 0.15), "traffic_signals": PointLook(.pole, 3.5, 0.3),
            "bus_stop": PointLook(.pole, 2.8, 0.3), "speed_camera": PointLook(.pole, 3, 0.4),
        ],
        "power": [
            "pole": PointLook(.pole, 9, 0.3), "tower": PointLook(.tower, 30, 5),
            "catenary_mast": PointLook(.pole, 7, 0.3),
        ],
        "man_made": [
            "mast": PointLook(.pole, 20, 0.6), "flagpole": PointLook(.pole, 8, 0.15),
            "tower": PointLook(.tower, 25, 5), "chimney": PointLook(.tower, 30, 3),
            "water_tower": PointLook(.tower, 25, 8), "utility_pole": PointLook(.pole, 9, 0.3),
            "street_cabinet": PointLook(.furniture, 1.3, 1),
        ],
        "barrier": [
            "bollard": PointLook(.furniture, 0.9, 0.2), "block": PointLook(.furniture, 0.8, 0.8),
            "lift_gate": PointLook(.furniture, 1.1, 0.4), "gate": PointLook(.furniture, 1.2, 0.4),
        ],
        "amenity": [
            "bench": PointLook(.furniture, 0.9, 1.5), "post_box": PointLook(.furniture, 1.4, 0.5),
            "telephone": PointLook(.furniture, 2.2, 1), "waste_basket": PointLook(.furniture, 1, 0.5),
            "recycling": PointLook(.furniture, 1.6, 2), "vending_machine": PointLook(.furniture, 1.8, 0.9),
            "fountain": PointLook(.furniture, 1.5, 3), "clock": PointLook(.pole, 4, 0.4),
        ],
        "emergency": ["fire_hydrant": PointLook(.furniture, 0.8, 0.3)],
        "advertising": [
            "column": PointLook(.furniture, 3.5, 1.3), "billboard": PointLook(.furniture, 4, 4),
        ],
        "historic": ["memorial": PointLook(.furniture, 2, 1), "monument": PointLook(.tower, 10, 3)],
    ]
    private static let keys = byTag.keys.sorted()

    /// Nil for what cannot be seen.
    init?(_ tags: MapTags) {
        guard
            let look = Self.keys.lazy.compactMap({ key in tags[key].flatMap { Self.byTag[key]?[$0] } }).first
        else { return nil }
        self = look
    }
}

/// What runs along a line, and its usual size in meters.
struct LineLook {
    let kind: LineFeature.Kind
    let height: Double
    let width: Double

    private init(_ kind: LineFeature.Kind, _ height: Double, _ width: Double) {
        (self.kind, self.height, self.width) = (kind, height, width)
    }

    private static let barriers: [String: LineLook] = [
        "wall": LineLook(.wall, 2, 0.3), "retaining_wall": LineLook(.wall, 2, 0.4),
        "city_wall": LineLook(.wall, 8, 1.5), "fence": LineLook(.fence, 1.5, 0.1),
        "guard_rail": LineLook(.fence, 0.8, 0.2), "handrail": LineLook(.fence, 1, 0.1),
        "jersey_barrier": LineLook(.wall, 0.9, 0.5), "hedge": LineLook(.hedge, 1.6, 1),
    ]
    private static let waters: [String: Double] = [
        "river": 15, "canal": 10, "stream": 2, "ditch": 1, "drain": 1,
    ]
    private static let rails: Set<String> = [
        "rail", "light_rail", "tram", "narrow_gauge", "preserved", "funicular",
    ]

    /// Nil for what cannot be seen.
    init?(_ tags: MapTags) {
        if let look = tags["barrier"].flatMap({ Self.barriers[$0] }) {
            self = look
        } else if let rail = tags["railway"], Self.rails.contains(rail) {
            self.init(.rail, 0, 3)
        } else if let width = tags["waterway"].flatMap({ Self.waters[$0] }) {
            self.init(.water, 0, width)
        } else if tags["natural"] == "tree_row" {
            self.init(.trees, 9, 6)
        } else {
            return nil
        }
    }
}

extension GroundArea.Surface {
    private static let byTag: [(key: String, surfaces: [String: GroundArea.Surface])] = [
        (
            "natural",
            [
                "water": .water, "bay": .water, "wood": .wood, "scrub": .scrub, "heath": .scrub,
                "grassland": .grass, "wetland": .grass, "beach": .bare, "sand": .bare, "bare_rock": .bare,
                "scree": .bare, "shingle": .bare,
            ]
        ),
        (
            "landuse",
            [
                "forest": .wood, "grass": .grass, "meadow": .grass, "village_green": .grass,
                "recreation_ground": .grass, "cemetery": .grass, "orchard": .scrub, "vineyard": .scrub,
                "allotments": .grass, "farmland": .grass, "flowerbed": .grass, "basin": .water,
                "reservoir": .water, "quarry": .bare, "construction": .bare, "garages": .asphalt,
            ]
        ),
        (
            "leisure",
            [
                "park": .grass, "garden": .grass, "pitch": .grass, "golf_course": .grass,
                "playground": .grass, "common": .grass, "swimming_pool": .water, "marina": .water,
            ]
        ),
        ("waterway", ["riverbank": .water, "dock": .water]),
        ("amenity", ["parking": .asphalt, "grave_yard": .grass, "fountain": .water]),
        ("aeroway", ["runway": .asphalt, "taxiway": .asphalt, "apron": .asphalt]),
        (
            "highway",
            [
                "pedestrian": .paved, "footway": .paved, "platform": .paved, "service": .asphalt,
                "living_street": .asphalt, "residential": .asphalt, "rest_area": .asphalt,
            ]
        ),
        ("railway", ["platform": .paved]),
        ("public_transport", ["platform": .paved]),
        ("man_made", ["pier": .paved, "bridge": .asphalt]),
    ]

    /// What is tagged; nil for what cannot be told from plain ground, and for roads that only run round in a circle.
    init?(_ tags: MapTags) {
        for (key, surfaces) in Self.byTag {
            guard let surface = tags[key].flatMap({ surfaces[$0] }) else { continue }
            if key == "highway" && tags["area"] != "yes" && tags[key] != "platform" { continue }
            self = surface
            return
        }
        return nil
    }
}
