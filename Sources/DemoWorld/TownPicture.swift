import Foundation
import Geodesy
import StreetMap

/// A map of a town's result: streets and buildings, where the drive really went, and where each fix says it was.
struct TownPicture {
    let map: StreetMap
    let directory: URL
    private let plane: LocalPlane
    /// From the middle to the edge of the picture, in meters.
    private let reach: Double

    /// Pixels along each side, and along each side of what they are the mean of.
    private static let (side, finer) = (800, 2)

    init(map: StreetMap, directory: URL) {
        self.map = map
        self.directory = directory
        let points = map.roads.filter { $0.kind.isForCars }.flatMap(\.line)
        let rough = LocalPlane(origin: points.first ?? Coordinate(latitude: 0, longitude: 0))
        let meters = points.map(rough.meters)
        let (east, north) = (meters.map(\.east), meters.map(\.north))
        let (west, south) = (east.min() ?? 0, north.min() ?? 0)
        let (width, height) = ((east.max() ?? 0) - west, (north.max() ?? 0) - south)
        plane = LocalPlane(origin: rough.coordinate(east: west + width / 2, north: south + height / 2))
        reach = max(width, height) / 2 + 40
    }

    /// Writes `town-result.png` into the directory.
    ///
    /// - Parameter fixes: a CSV as `report.csv` writes it; the truth is the directory's own.
    func write(fixes: URL) throws {
        var canvas = self.canvas()
        let truth = try CSVTable(directory.appending(path: "town-truth.csv"))
        canvas.drawTrack(truth: truth, fixes: try CSVTable(fixes)) { latitude, longitude in
            let point = pixel(Coordinate(latitude: latitude, longitude: longitude), side: Self.side)
            return (Float(point.x), Float(point.y))
        }
        try canvas.write(directory.appending(path: "town-result.png"))
    }

    private func pixel(_ coordinate: Coordinate, side: Int) -> SIMD2<Double> {
        let meters = plane.meters(coordinate)
        let scale = Double(side) / (2 * reach)
        return SIMD2((meters.east + reach) * scale, (reach - meters.north) * scale)
    }

    /// The map from above.
    private func canvas() -> Canvas {
        var fill = PolygonFill(side: Self.side * Self.finer, ground: SIMD3(96, 100, 88))
        let areas = map.areas.map { ($0, $0.outline.squareMeters) }.sorted { $0.1 > $1.1 }
        for (area, _) in areas { fill.polygon(rings(area.outline), color(area.surface)) }
        let scale = Double(fill.side) / (2 * reach)
        for line in map.lines where line.kind == .rail {
            fill.stroke(flat(line.line), width: 2 * scale, SIMD3(70, 60, 66))
        }
        for road in map.roads.sorted(by: { $0.widthMeters < $1.widthMeters }) {
            let color: SIMD3<Float> = road.kind.isForCars ? SIMD3(150, 148, 144) : SIMD3(128, 124, 104)
            fill.stroke(flat(road.line), width: max(1.5, road.widthMeters) * scale, color)
        }
        for building in map.buildings { fill.polygon(rings(building.outline), SIMD3(62, 58, 60)) }
        for tree in map.points where tree.kind == .tree {
            let crown = flat([tree.coordinate, tree.coordinate])
            fill.stroke(crown, width: tree.widthMeters * 0.6 * scale, SIMD3(58, 92, 58))
        }
        return Canvas(side: Self.side, pixels: fill.means(Self.finer))
    }

    private func flat(_ line: [Coordinate]) -> [SIMD2<Double>] {
        line.map { pixel($0, side: Self.side * Self.finer) }
    }

    private func rings(_ outline: Outline) -> [[SIMD2<Double>]] {
        [flat(outline.ring)] + outline.holes.map(flat)
    }

    private func color(_ surface: GroundArea.Surface) -> SIMD3<Float> {
        switch surface {
        case .water: SIMD3(74, 104, 132)
        case .grass: SIMD3(88, 112, 78)
        case .scrub: SIMD3(84, 100, 70)
        case .wood: SIMD3(66, 94, 64)
        case .bare: SIMD3(120, 110, 92)
        case .paved: SIMD3(140, 132, 118)
        case .asphalt: SIMD3(118, 116, 114)
        }
    }
}
