internal import COsmium
internal import Geodesy

/// Takes the objects of a file as the reader hands them over.
final class MapTaker {
    private var builder: FeatureBuilder
    private var taggedBuildings = 0
    private var taggedHighways = 0

    init(heights: BuildingHeights) { builder = FeatureBuilder(heights: heights) }

    /// The calls for the reader; it must not outlive this object.
    var sink: osm_sink {
        osm_sink(
            context: Unmanaged.passUnretained(self).toOpaque(),
            node: { context, object, point in
                guard let (taker, object) = known(context, object) else { return 1 }
                guard let coordinate = Coordinate(point) else { return 0 }
                taker.builder.addNode(MapObject(.node, object.id), MapTags(object), coordinate)
                return 0
            },
            way: { context, object, points, count in
                guard let (taker, object) = known(context, object) else { return 1 }
                taker.way(object, UnsafeBufferPointer(start: points, count: count))
                return 0
            },
            relation: { context, object in
                guard let (taker, object) = known(context, object) else { return 1 }
                taker.count(MapTags(object))
                return 0
            },
            area: { context, object, isRelation, rings, count, points in
                guard let (taker, object) = known(context, object), let points else { return 1 }
                taker.area(object, isRelation != 0, UnsafeBufferPointer(start: rings, count: count), points)
                return 0
            })
    }

    /// What was made of all objects.
    func finish(_ counts: osm_counts) -> StreetMap {
        builder.finish(
            MapCounts(
                nodes: Int(counts.nodes), ways: Int(counts.ways), relations: Int(counts.relations),
                taggedBuildings: taggedBuildings, taggedHighways: taggedHighways))
    }

    private func count(_ tags: MapTags) {
        if tags["building"] != nil { taggedBuildings += 1 }
        if tags["highway"] != nil { taggedHighways += 1 }
    }

    private func way(_ object: osm_object, _ points: UnsafeBufferPointer<osm_point>) {
        let tags = MapTags(object)
        count(tags)
        var line: [Coordinate] = []
        var nodes: [Int64] = []
        func end() {
            if line.count >= 2 { builder.addLine(MapObject(.way, object.id), tags, line, nodes) }
            line.removeAll()
            nodes.removeAll()
        }
        for point in points {
            // Where an extract was cut, ways lack nodes: each piece that is left is a line of its own.
            guard let coordinate = Coordinate(point) else {
                end()
                continue
            }
            if nodes.last == point.id { continue }
            if let last = line.last, !isEdge(last, coordinate) { end() }
            line.append(coordinate)
            nodes.append(point.id)
        }
        end()
    }

    private func area(
        _ object: osm_object, _ isRelation: Bool, _ rings: UnsafeBufferPointer<osm_ring>,
        _ points: UnsafePointer<osm_point>
    ) {
        let tags = MapTags(object)
        var outlines: [Outline] = []
        var first = 0
        for ring in rings {
            let corners = UnsafeBufferPointer(start: points + first, count: ring.points)
            first += ring.points
            let line = corners.dropLast().compactMap { Coordinate($0) }
            let isWhole = line.count >= 3 && line.count == corners.count - 1
            let hasEdges = zip(line, line.dropFirst() + line.prefix(1)).allSatisfy(isEdge)
            if ring.is_hole == 0 {
                outlines.append(Outline(ring: isWhole && hasEdges ? line : []))
            } else if isWhole, !outlines.isEmpty {
                outlines[outlines.count - 1].holes.append(line)
                if !hasEdges { outlines[outlines.count - 1].ring = [] }
            }
        }
        for outline in outlines where !outline.ring.isEmpty {
            builder.addArea(MapObject(isRelation ? .relation : .way, object.id), tags, outline)
        }
    }
}

/// Whether two points in a row may be joined.
///
/// Mappers set points every few meters, and hardly ever kilometers apart. Edges across a whole country are mistakes, or made
/// to keep whoever follows them busy.
private func isEdge(_ from: Coordinate, _ to: Coordinate) -> Bool {
    let mostMeters = 20_000.0
    // A twentieth of a degree north and east is 8 km at most.
    let isShort = abs(to.latitude - from.latitude) < 0.05 && abs(to.longitude - from.longitude) < 0.05
    return isShort || from.distance(to: to) <= mostMeters
}

private func known(
    _ context: UnsafeMutableRawPointer?, _ object: UnsafePointer<osm_object>?
) -> (MapTaker, osm_object)? {
    guard let context, let object else { return nil }
    return (Unmanaged<MapTaker>.fromOpaque(context).takeUnretainedValue(), object.pointee)
}

extension Coordinate {
    /// A node's place; nil where the extract does not hold it.
    fileprivate init?(_ point: osm_point) {
        guard point.is_known != 0 else { return nil }
        self.init(
            checkingLatitude: Double(point.latitude) / 1e7, longitude: Double(point.longitude) / 1e7)
    }
}

extension MapTags {
    fileprivate init(_ object: osm_object) {
        var values: [String: String] = [:]
        for tag in UnsafeBufferPointer(start: object.tags, count: object.tag_count) {
            values[String(cString: tag.key)] = String(cString: tag.value)
        }
        self.init(values)
    }
}
