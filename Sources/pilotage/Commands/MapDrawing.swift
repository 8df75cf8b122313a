import Geodesy
import Pictures
import PilotageAPI
import Rendering
import StreetMap

/// Draws a map as the options of `render` say.
struct MapDrawing: Sendable {
    /// The cameras of one view.
    let rig: CameraRig
    /// West, south, east and north of the map, in degrees.
    let box: [Double]
    private let renderer: MapRenderer
    private let style: DrawingStyle

    /// - Throws: `PilotageError` where the map holds nothing that can be seen.
    init(map: StreetMap, _ style: DrawingStyle, _ rig: CameraRig) throws {
        guard let box = map.box else {
            throw PilotageError(.invalid, "nothing in the map can be seen")
        }
        (self.box, self.rig, self.style) = (box, rig, style)
        renderer = MapRenderer(map, look: style.look, radiusMeters: style.radiusMeters)
    }

    /// The view of a place, all of its cameras side by side.
    func raster(at coordinate: Coordinate, headingDegrees: Double, timeSeconds: Double = 0) -> Raster {
        let shot = Shot(seed: style.seed, timeSeconds: timeSeconds)
        return Raster.sideBySide(
            rig.cameras(at: coordinate, headingDegrees: headingDegrees).map { camera in
                switch style.content {
                case .picture: Raster(renderer.picture(camera, shot: shot))
                case .classes: Self.classes(renderer.view(camera))
                case .depth: Self.depth(renderer.view(camera))
                }
            })
    }

    /// Whether any pixel of a view shows something that is in the map.
    func seesSomething(at coordinate: Coordinate, headingDegrees: Double) -> Bool {
        guard isNear(coordinate) else { return false }
        let nothing = [ViewClass.sky.rawValue, ViewClass.ground.rawValue]
        return rig.cameras(at: coordinate, headingDegrees: headingDegrees).contains { camera in
            renderer.view(camera).classes.contains { !nothing.contains($0) }
        }
    }

    /// Whether something of the map may be in reach.
    func isNear(_ coordinate: Coordinate) -> Bool {
        let reach = rig.cameras(at: coordinate, headingDegrees: 0).map(\.tileReachMeters).max() ?? 0
        return coordinate.meters(outsideOf: box) <= max(style.radiusMeters, reach)
    }

    /// What is wrong with a point from which nothing can be seen.
    func nothingSeen(from point: LatitudeLongitude) -> PilotageError {
        func degrees(_ value: Double) -> String { fixed(value, digits: 5) }
        let corners = "\(degrees(box[1])),\(degrees(box[0])) to \(degrees(box[3])),\(degrees(box[2]))"
        let swapped = Coordinate(checkingLatitude: point.longitude, longitude: point.latitude)
        let isSwapped = swapped.map { $0.meters(outsideOf: box) == 0 } ?? false
        return PilotageError(
            .invalid, "nothing of the map can be seen from there",
            place: ["\(shortest(point.latitude)),\(shortest(point.longitude))"],
            hint: "the map reaches from LAT,LON \(corners)"
                + (isSwapped ? "; are latitude and longitude swapped?" : ""))
    }

    private static func classes(_ view: View) -> Raster {
        let palette = ViewClass.allCases.map(\.color).map {
            Raster.Color(red: $0.red, green: $0.green, blue: $0.blue)
        }
        return Raster(
            width: view.width, height: view.height, samples: .indexed(view.classes, palette: palette))
    }

    private static func depth(_ view: View) -> Raster {
        var centimeters: [UInt16] = []
        centimeters.reserveCapacity(view.width * view.height)
        for row in 0..<view.height {
            for column in 0..<view.width {
                let depth = view.depthMeters(column: column, row: row)
                // The nearest surface is no sky, however near it is.
                centimeters.append(
                    depth.isFinite ? UInt16(min(65_535, max(1, (depth * 100).rounded()))) : 0)
            }
        }
        return Raster(width: view.width, height: view.height, samples: .deepGray(centimeters))
    }
}
