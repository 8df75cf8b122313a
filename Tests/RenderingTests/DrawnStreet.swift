import Geodesy
import TestSupport

extension MapText {
    /// A street in a small town: it bends, crosses another one, and passes houses, a church, a park with a pond, a wood, a bridge and all
    /// kinds of small things.
    static func street(origin: Coordinate = Coordinate(latitude: 50, longitude: 8)) -> MapText {
        var map = MapText(origin: origin)
        map.line([(-4, -80), (0, 0), (6, 60), (40, 120)], ["highway": "residential", "width": "7"])
        map.line([(-90, 35), (90, 25)], ["highway": "tertiary", "lanes": "2"])
        map.line([(-2, -80), (5, 2), (11, 58)], ["highway": "footway"])
        map.line([(-80, 90), (80, 85)], ["highway": "primary", "bridge": "yes", "layer": "1"])
        map.line([(-80, -60), (80, -70)], ["railway": "tram"])
        map.addHouses()
        map.area([(14, 45), (60, 42), (62, 75), (18, 78)], ["leisure": "park"])
        map.area([(30, 50), (45, 50), (48, 62), (34, 66)], ["natural": "water"])
        map.area([(-70, 45), (-16, 45), (-14, 80), (-60, 85)], ["natural": "wood"])
        map.area([(-40, -80), (-14, -80), (-16, -45), (-38, -48)], ["landuse": "forest"])
        for row in 0..<4 {
            map.point(7, Double(row) * 14 - 30, ["natural": "tree", "height": "7"])
            map.point(-6, Double(row) * 16 - 25, ["highway": "street_lamp"])
        }
        map.line([(12, 20), (12, -20)], ["barrier": "hedge"])
        map.line([(-12, 10), (-30, 12)], ["barrier": "wall", "height": "2"])
        map.line([(14, 44), (60, 41)], ["natural": "tree_row"])
        map.point(9, 40, ["amenity": "post_box"])
        return map
    }

    private mutating func addHouses() {
        let shapes = ["gabled", "hipped", "flat", "pyramidal", "skillion", "gabled"]
        for (index, shape) in shapes.enumerated() {
            let south = Double(index) * 16 - 60
            var tags = ["building": "house", "building:levels": "\(2 + index % 3)", "roof:shape": shape]
            if shape != "flat" { tags["roof:height"] = "3" }
            box(west: 16, south: south, east: 27, north: south + 12, tags)
            tags["height"] = "\(7 + 2 * index)"
            area(
                [
                    (-24, south), (-13, south + 1), (-13.5, south + 7), (-12, south + 7.2),
                    (-12.5, south + 13),
                    (-25, south + 12),
                ], tags)
        }
        box(west: -8, south: 46, east: -2, north: 52, ["building": "roof", "height": "4"])
        box(west: 30, south: -10, east: 44, north: 14, ["building": "church", "height": "22"])
    }
}
