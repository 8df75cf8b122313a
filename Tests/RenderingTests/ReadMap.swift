import StreetMap
import TestSupport

extension MapText {
    /// The map as it is read.
    func readMap(heights: BuildingHeights = .typical) throws -> StreetMap {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "drawn.osm")
        return try MapFile(path: folder.path("drawn.osm")).read(heights: heights)
    }
}
