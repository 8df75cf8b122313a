import Foundation
import Geodesy
import StreetMap
import TestSupport

/// A map written by hand: nodes on a grid of a thousandth of a degree, and ways and relations of them.
struct SmallMap {
    private var text = "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n"
    private var relations = ""
    private var nextWay = 1
    /// Where the grid begins.
    let origin: Coordinate

    /// A grid of 10 x 10 nodes, numbered by rows from 1.
    init(at origin: Coordinate = Coordinate(latitude: 50, longitude: 8)) {
        self.origin = origin
        for row in 0..<10 {
            for column in 0..<10 {
                var longitude = origin.longitude + Double(column) / 1000
                if longitude > 180 { longitude -= 360 }
                text +=
                    "<node id='\(row * 10 + column + 1)' version='1' lat='\(origin.latitude + Double(row) / 1000)' lon='\(longitude)'/>\n"
            }
        }
    }

    private func lines(_ tags: [String: String]) -> String {
        tags.sorted { $0.key < $1.key }.map { "<tag k='\($0.key)' v='\($0.value)'/>" }.joined()
    }

    /// A node beside the grid, with tags.
    mutating func node(_ id: Int, east: Double, north: Double, _ tags: [String: String]) {
        text +=
            "<node id='\(id)' version='1' lat='\(origin.latitude + north)' lon='\(origin.longitude + east)'>\(lines(tags))</node>\n"
    }

    /// A way through some nodes; its number.
    @discardableResult
    mutating func way(_ nodes: [Int], _ tags: [String: String]) -> Int {
        let points = nodes.map { "<nd ref='\($0)'/>" }.joined()
        relations += "<way id='\(nextWay)' version='1'>\(points)\(lines(tags))</way>\n"
        nextWay += 1
        return nextWay - 1
    }

    /// A relation of some ways.
    mutating func relation(_ id: Int, _ members: [(way: Int, role: String)], _ tags: [String: String]) {
        let list = members.map { "<member type='way' ref='\($0.way)' role='\($0.role)'/>" }.joined()
        relations += "<relation id='\(id)' version='1'>\(list)\(lines(tags))</relation>\n"
    }

    /// The whole as a file.
    var file: String { text + relations + "</osm>\n" }

    /// What is read of it.
    func read(_ heights: BuildingHeights = .typical, region: Region? = nil) throws -> StreetMap {
        let folder = try TemporaryFolder()
        try folder.write(file, to: "small.osm")
        return try MapFile(path: folder.path("small.osm")).read(heights: heights, region: region)
    }
}
