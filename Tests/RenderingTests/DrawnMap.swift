import Geodesy
import Rendering
import StreetMap
import TestSupport

extension MapText {
    /// The map as it is read.
    func read() throws -> StreetMap {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "drawn.osm")
        return try MapFile(path: folder.path("drawn.osm")).read()
    }

    /// The scene of the map around its origin.
    func scene() throws -> Scene { SceneBuilder.scene(of: try read(), origin: origin) }

    /// A place in meters east and north of the origin.
    func place(_ east: Double, _ north: Double) -> Coordinate {
        LocalPlane(origin: origin).coordinate(east: east, north: north)
    }

    /// What a camera at the origin, or beside it, sees.
    func view(
        heading: Double = 0, pitch: Double = 0, roll: Double = 0, height: Double = 1.6, east: Double = 0,
        north: Double = 0
    ) throws -> View {
        let place = place(east, north)
        return Renderer(try scene()).view(
            Camera(
                at: place, heightMeters: height, headingDegrees: heading, pitchDegrees: pitch,
                rollDegrees: roll))
    }
}

extension View {
    /// How many pixels show a class.
    func count(_ viewClass: ViewClass) -> Int { classes.count { $0 == viewClass.rawValue } }

    /// The columns and rows that show a class.
    func box(_ viewClass: ViewClass) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>)? {
        let shown = (0..<width).flatMap { column in
            (0..<height).filter { self.viewClass(column: column, row: $0) == viewClass }.map { (column, $0) }
        }
        guard let left = shown.map(\.0).min(), let right = shown.map(\.0).max(),
            let top = shown.map(\.1).min(),
            let bottom = shown.map(\.1).max()
        else { return nil }
        return (left...right, top...bottom)
    }
}
