internal import Foundation
internal import Geodesy
internal import StreetMap
internal import Synchronization

/// The scenes of a map: one of all of it where a plane can hold it, else one around each camera's cell. Each is made when first needed.
final class MapScenes: Sendable {
    private static let mostMeters = 30_000.0
    /// Cells are kept until they have more polygons than this together, the ones used last longest.
    private static let mostFacets = 10_000_000
    private static let metersPerDegree = 111_320.0

    private let map: StreetMap
    private let radiusMeters: Double
    /// What things are made of; nil where nobody asks.
    private let finisher: Finisher?
    /// Nil where the map falls into cells.
    private let origin: Coordinate?
    private let kept = Mutex<[KeptScene]>([])

    /// A cell with so much around it; no cell stands for the whole map.
    private struct Key: Hashable {
        let cell: MapCell?
        let marginMeters: Double
    }

    private struct KeptScene {
        let key: Key
        let scene: Scene
    }

    init(_ map: StreetMap, radiusMeters: Double, finisher: Finisher? = nil) {
        self.map = map
        self.finisher = finisher
        self.radiusMeters = radiusMeters
        origin = Self.planeOrigin(of: map)
    }

    /// The middle of a map whose plane can hold all of it, true to 1 % from edge to edge; nil where none can.
    private static func planeOrigin(of map: StreetMap) -> Coordinate? {
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

    /// The scene that holds all that a camera sees. Which ones were asked for before makes no difference.
    func scene(for camera: Camera) -> Scene {
        let cell = origin == nil ? MapCell(containing: camera.coordinate) : nil
        let key = Key(cell: cell, marginMeters: cell == nil ? 0 : margin(for: camera))
        // Made while the others wait: they mostly want the same one, and two of them would be made for nothing.
        return kept.withLock { kept in
            if let index = kept.firstIndex(where: { $0.key == key }) {
                let found = kept.remove(at: index)
                kept.append(found)
                return found.scene
            }
            let scene = SceneBuilder.scene(
                of: map, origin: cell?.center ?? origin ?? camera.coordinate,
                reachMeters: cell.map { $0.reachMeters + key.marginMeters } ?? .infinity, finisher: finisher)
            kept.append(KeptScene(key: key, scene: scene))
            var facets = kept.reduce(0) { $0 + $1.scene.count }
            while kept.count > 1, facets > Self.mostFacets { facets -= kept.removeFirst().scene.count }
            return scene
        }
    }

    /// How much of what is around a cell a camera may see: the radius, or for tiles that reach farther twice or four times as much, and so
    /// on.
    private func margin(for camera: Camera) -> Double {
        var margin = max(1, radiusMeters)
        while margin < camera.tileReachMeters { margin *= 2 }
        return margin
    }
}
