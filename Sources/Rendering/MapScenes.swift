internal import Foundation
internal import Geodesy
internal import StreetMap
internal import Synchronization

/// The scenes of a map, or what else is made of a part of it: one of all of it where a plane can hold it, else one around each camera's
/// cell. Each is made when first needed.
final class MapScenes<Made: Sendable>: Sendable {
    private let mostMeters = 30_000.0
    /// What was made is kept until it has more polygons than this together, what was used last longest.
    private let mostFacets = 10_000_000

    private let radiusMeters: Double
    /// Nil where the map falls into cells.
    private let origin: Coordinate?
    private let make: @Sendable (_ origin: Coordinate, _ reachMeters: Double) -> (made: Made, facets: Int)
    private let kept = Mutex<[Kept]>([])

    /// A cell with so much around it; no cell stands for the whole map.
    private struct Key: Hashable {
        let cell: MapCell?
        let marginMeters: Double
    }

    private struct Kept {
        let key: Key
        let made: Made
        let facets: Int
    }

    /// - Parameter make: makes what shall be kept of all of the map that comes nearer to an origin than a distance to the east, north, west
    ///   and south, and says how many polygons it has.
    init(
        _ map: StreetMap, radiusMeters: Double,
        make: @escaping @Sendable (_ origin: Coordinate, _ reachMeters: Double) -> (made: Made, facets: Int)
    ) {
        self.radiusMeters = radiusMeters
        self.make = make
        origin = Self.planeOrigin(of: map, mostMeters: mostMeters)
    }

    /// The middle of a map whose plane can hold all of it, true to 1 % from edge to edge; nil where none can.
    private static func planeOrigin(of map: StreetMap, mostMeters: Double) -> Coordinate? {
        let metersPerDegree = 111_320.0
        guard let box = map.box else { return Coordinate(latitude: 0, longitude: 0) }
        // West of its west means beyond the antimeridian.
        let degreesEast = box[2] >= box[0] ? box[2] - box[0] : box[2] - box[0] + 360
        let middle = box[0] + degreesEast / 2
        let latitude = (box[1] + box[3]) / 2
        let nearest = max(0, min(abs(box[1]), abs(box[3])))
        let parallel = cos((box[1] * box[3] <= 0 ? 0 : nearest) * .pi / 180)
        let size = max(box[3] - box[1], degreesEast * parallel) * metersPerDegree
        let slope = abs(tan(latitude * .pi / 180))
        let most = min(mostMeters, 0.02 * 6_371_000 / max(1e-9, slope))
        return size <= most
            ? Coordinate(latitude: latitude, longitude: middle > 180 ? middle - 360 : middle) : nil
    }

    /// What holds all that a camera sees. Which cells were asked for before makes no difference.
    func scene(for camera: Camera) -> Made {
        let cell = origin == nil ? MapCell(containing: camera.coordinate) : nil
        let key = Key(cell: cell, marginMeters: cell == nil ? 0 : margin(for: camera))
        // Made while the others wait: they mostly want the same, and two of them would be made for nothing.
        return kept.withLock { kept in
            if let index = kept.firstIndex(where: { $0.key == key }) {
                let found = kept.remove(at: index)
                kept.append(found)
                return found.made
            }
            let reach = cell.map { $0.reachMeters + key.marginMeters } ?? .infinity
            let (made, facets) = make(cell?.center ?? origin ?? camera.coordinate, reach)
            kept.append(Kept(key: key, made: made, facets: facets))
            var sum = kept.reduce(0) { $0 + $1.facets }
            while kept.count > 1, sum > mostFacets { sum -= kept.removeFirst().facets }
            return made
        }
    }

    /// How much of what is around a cell a camera may see: the radius, or for tiles that reach farther twice or four times as much, and so
    /// on.
    private func margin(for camera: Camera) -> Double {
        var margin = max(1, radiusMeters)
        while margin < camera.tileReachMeters, margin < mostMeters { margin *= 2 }
        return margin
    }
}
