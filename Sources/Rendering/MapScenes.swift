internal import Foundation
internal import Geodesy
internal import StreetMap
internal import Synchronization

/// What is drawn of a map: one scene of all of it where a plane can hold it, else one around each camera's cell; made when first needed.
final class MapScenes<Made: SceneSized & Sendable>: Sendable {
    /// Makes what comes nearer to an origin than a distance.
    typealias Make = @Sendable (_ origin: Coordinate, _ reachMeters: Double) -> Made

    private let radiusMeters: Double
    /// In the middle of the map; nil where it falls into cells.
    private let origin: Coordinate?
    private let make: Make
    private let kept = Mutex<[KeptScene]>([])

    /// All of the map, or a cell with so much around it.
    private struct Key: Hashable {
        let cell: MapCell?
        let marginMeters: Double
    }

    private struct KeptScene {
        let key: Key
        let made: Made
    }

    init(_ map: StreetMap, radiusMeters: Double, make: @escaping Make) {
        self.radiusMeters = radiusMeters
        self.make = make
        origin = MapPlane.origin(of: map)
    }

    /// What holds all that a camera sees. Which cells were asked for before makes no difference.
    func scene(for camera: Camera) -> Made {
        let key =
            origin == nil
            ? Key(cell: MapCell(containing: camera.coordinate), marginMeters: margin(for: camera))
            : Key(cell: nil, marginMeters: .infinity)
        // Made while the others wait: they mostly want the same one, and two of them would be made for nothing.
        return kept.withLock { kept in
            if let index = kept.lastIndex(where: { $0.key == key }) {
                let found = kept.remove(at: index)
                kept.append(found)
                return found.made
            }
            let made = make(
                key.cell?.center ?? origin ?? camera.coordinate,
                (key.cell?.reachMeters ?? 0) + key.marginMeters)
            kept.append(KeptScene(key: key, made: made))
            var facets = kept.reduce(0) { $0 + $1.made.count }
            while kept.count > 1, facets > MapPlane.mostFacets { facets -= kept.removeFirst().made.count }
            return made
        }
    }

    /// How much of what is around a cell a camera may see: the radius, or for tiles that reach farther twice or four times as much, and so
    /// on.
    private func margin(for camera: Camera) -> Double {
        var margin = max(1, radiusMeters)
        while margin < camera.tileReachMeters, margin < MapPlane.mostMeters { margin *= 2 }
        return margin
    }
}

/// What takes memory by its polygons.
protocol SceneSized {
    /// How many flat polygons there are.
    var count: Int { get }
}

extension Scene: SceneSized {}

/// Whether a plane can hold a map.
enum MapPlane {
    static let mostMeters = 30_000.0
    /// Cells are kept until they have more polygons than this together, the ones used last longest.
    static let mostFacets = 10_000_000
    private static let metersPerDegree = 111_320.0

    /// The middle of a map whose plane can hold all of it, true to 1 % from edge to edge; nil where none can.
    static func origin(of map: StreetMap) -> Coordinate? {
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
}
