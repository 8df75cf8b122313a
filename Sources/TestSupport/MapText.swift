internal import Foundation
public import Geodesy

/// A map written by hand, in meters east and north of an origin, as OpenStreetMap's XML.
public struct MapText {
    /// Where both are 0.
    public let origin: Coordinate
    private var nodes = ""
    private var ways = ""
    private var relations = ""
    private var count = 0

    /// An empty map.
    public init(origin: Coordinate = Coordinate(latitude: 50, longitude: 8)) { self.origin = origin }

    private mutating func node(_ east: Double, _ north: Double, _ tags: [String: String] = [:]) -> Int {
        let point = LocalPlane(origin: origin).coordinate(east: east, north: north)
        count += 1
        nodes +=
            "<node id='\(count)' version='1' lat='\(point.latitude)' lon='\(point.longitude)'>\(Self.lines(tags))</node>\n"
        return count
    }

    private static func lines(_ tags: [String: String]) -> String {
        tags.sorted { $0.key < $1.key }.map { "<tag k='\($0.key)' v='\($0.value)'/>" }.joined()
    }

    /// Something at a point.
    public mutating func point(_ east: Double, _ north: Double, _ tags: [String: String]) {
        _ = node(east, north, tags)
    }

    /// Something along a line.
    public mutating func line(_ points: [(Double, Double)], _ tags: [String: String]) {
        way(points.map { node($0.0, $0.1) }, tags)
    }

    /// Something within a ring, whose first point is not repeated.
    public mutating func area(_ points: [(Double, Double)], _ tags: [String: String]) {
        let ring = points.map { node($0.0, $0.1) }
        way(ring + ring.prefix(1), tags)
    }

    /// Something within a ring but not within a hole in it.
    public mutating func area(
        _ points: [(Double, Double)], hole: [(Double, Double)], _ tags: [String: String]
    ) {
        let members = [(points, "outer"), (hole, "inner")].map { points, role in
            area(points, [:])
            return "<member type='way' ref='\(count)' role='\(role)'/>"
        }
        count += 1
        let tags = tags.merging(["type": "multipolygon"]) { old, _ in old }
        relations +=
            "<relation id='\(count)' version='1'>\(members.joined())\(Self.lines(tags))</relation>\n"
    }

    /// A rectangle.
    public mutating func box(
        west: Double, south: Double, east: Double, north: Double, _ tags: [String: String]
    ) {
        area([(west, south), (east, south), (east, north), (west, north)], tags)
    }

    private mutating func way(_ nodes: [Int], _ tags: [String: String]) {
        count += 1
        let points = nodes.map { "<nd ref='\($0)'/>" }.joined()
        ways += "<way id='\(count)' version='1'>\(points)\(Self.lines(tags))</way>\n"
    }

    /// The whole as a file.
    public var text: String {
        "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n\(nodes)\(ways)\(relations)</osm>\n"
    }
}
