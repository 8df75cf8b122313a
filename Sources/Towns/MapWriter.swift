internal import Geodesy

/// Writes features as OpenStreetMap's XML, version 0.6.
struct MapWriter {
    private let plane: LocalPlane
    /// Numbers of nodes by their place: what is drawn through the same place shares the node there.
    private var numbers: [Place: Int] = [:]
    private var nodes: [(place: Place, tags: Tags)] = []
    private var ways: [(nodes: [Int], tags: Tags)] = []
    private var relations: [(members: [(way: Int, role: String)], tags: Tags)] = []

    /// Degrees times 10,000,000, which is how OpenStreetMap keeps them.
    private struct Place: Hashable {
        var latitude: Int
        var longitude: Int
    }

    init(_ features: TownFeatures, origin: Coordinate) {
        plane = LocalPlane(origin: origin)
        for line in features.lines { _ = way(line.points, line.tags) }
        for area in features.areas {
            let outer = area.outer.map { (way: way($0, [:]), role: "outer") }
            let inner = area.inner.map { (way: way($0, [:]), role: "inner") }
            relations.append((outer + inner, area.tags.merging(["type": "multipolygon"]) { $1 }))
        }
        for (point, tags) in features.points {
            nodes[node(point) - 1].tags.merge(tags) { $1 }
        }
    }

    private mutating func node(_ point: Point) -> Int {
        let coordinate = plane.coordinate(east: point.x, north: point.y)
        let place = Place(
            latitude: Int((coordinate.latitude * 1e7).rounded()),
            longitude: Int((coordinate.longitude * 1e7).rounded()))
        if let known = numbers[place] { return known }
        nodes.append((place, [:]))
        numbers[place] = nodes.count
        return nodes.count
    }

    private mutating func way(_ points: [Point], _ tags: Tags) -> Int {
        var numbers: [Int] = []
        for point in points {
            let number = node(point)
            if numbers.last != number { numbers.append(number) }
        }
        ways.append((numbers, tags))
        return ways.count
    }

    /// How much is written.
    var counts: TownCounts {
        func count(_ key: String) -> Int {
            ways.count { $0.tags[key] != nil } + relations.count { $0.tags[key] != nil }
        }
        return TownCounts(
            nodes: nodes.count, ways: ways.count, relations: relations.count, buildings: count("building"),
            highways: count("highway"))
    }

    /// The whole as a file: bounds, nodes, ways, relations, each in the order of its numbers.
    var text: String {
        var text = "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6' generator='pilotage'>\n"
        text += bounds
        for (index, node) in nodes.enumerated() {
            let place =
                "lat='\(decimal(node.place.latitude))' lon='\(decimal(node.place.longitude))'"
            text += element("node", index + 1, place, tagLines(node.tags))
        }
        for (index, way) in ways.enumerated() {
            let points = way.nodes.map { "  <nd ref='\($0)'/>\n" }.joined()
            text += element("way", index + 1, "", points + tagLines(way.tags))
        }
        for (index, relation) in relations.enumerated() {
            let members = relation.members.map {
                "  <member type='way' ref='\($0.way)' role='\($0.role)'/>\n"
            }
            text += element("relation", index + 1, "", members.joined() + tagLines(relation.tags))
        }
        return text + "</osm>\n"
    }

    /// A box across the antimeridian cannot be written: west must not lie east of east.
    private var bounds: String {
        let (latitudes, longitudes) = (nodes.map(\.place.latitude), nodes.map(\.place.longitude))
        guard let south = latitudes.min(), let north = latitudes.max(), let west = longitudes.min(),
            let east = longitudes.max(), east - west < 1_800_000_000
        else { return "" }
        return " <bounds minlat='\(decimal(south))' minlon='\(decimal(west))'"
            + " maxlat='\(decimal(north))' maxlon='\(decimal(east))'/>\n"
    }

    private func element(_ name: String, _ number: Int, _ attributes: String, _ content: String) -> String {
        let start = " <\(name) id='\(number)' version='1'\(attributes.isEmpty ? "" : " ")\(attributes)"
        return content.isEmpty ? "\(start)/>\n" : "\(start)>\n\(content) </\(name)>\n"
    }

    private func tagLines(_ tags: Tags) -> String {
        tags.sorted { $0.key < $1.key }
            .map { "  <tag k='\(escaped($0.key))' v='\(escaped($0.value))'/>\n" }.joined()
    }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("'", with: "&apos;")
    }

    /// Seven digits behind the point, exactly.
    private func decimal(_ value: Int) -> String {
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
        return "\(value < 0 ? "-" : "")\(whole).\(String(rest + 10_000_000).dropFirst())"
    }
}
