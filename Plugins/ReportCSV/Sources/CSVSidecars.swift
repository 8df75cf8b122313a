internal import PilotageAPI

/// What stands beside a table for those who cannot see types in it.
enum CSVSidecars {
    /// The types of the columns in GDAL's words.
    static var types: String {
        FixColumn.allCases.map { "\"\(type(of: $0))\"" }.joined(separator: ",") + "\n"
    }

    /// WGS 84, longitude and latitude in degrees, as OGC well-known text.
    static let referenceSystem = """
        GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],\
        AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],\
        UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]

        """

    private static func type(of column: FixColumn) -> String {
        switch column {
        case .item, .status, .placeSource, .locator: "String"
        case .frame: "Integer"
        case .placeID, .runnerUpPlaceID: "Integer64"
        case .timeUTC: "DateTime"
        case .longitude: "CoordX"
        case .latitude: "CoordY"
        case .timeSeconds, .headingDegrees, .confidence, .radiusMeters, .accuracyMeters, .r95Meters,
            .similarity,
            .runnerUpSimilarity:
            "Real"
        }
    }
}
