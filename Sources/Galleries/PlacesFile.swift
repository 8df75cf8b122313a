internal import GRDB
internal import Geodesy
internal import PilotageAPI

/// `places.gpkg`: a GeoPackage with one point per place.
enum PlacesFile {
    /// `GPKG`, as the standard wants it.
    private static let applicationID = 0x4750_4B47
    /// Version 1.3.0 of the standard.
    private static let userVersion = 10_300

    /// Creates the file with some places. The same places give the same bytes.
    static func create(_ path: String, _ records: [PlaceRecord]) throws {
        let queue = try open(path)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA page_size = 4096; PRAGMA application_id = \(applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(userVersion)")
            try database.inTransaction {
                try createTables(database)
                try insert(records, database)
                try describe(database, isNew: true)
                return .commit
            }
        }
        try queue.close()
    }

    /// Adds places to a copy of the file.
    static func extend(_ path: String, _ records: [PlaceRecord]) throws {
        let queue = try open(path)
        try queue.write { database in
            try insert(records, database)
            try describe(database, isNew: false)
        }
        try queue.close()
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func insert(_ records: [PlaceRecord], _ database: Database) throws {
        let statement = try database.makeStatement(
            sql:
                "INSERT INTO places (id, geom, heading_deg, source, next, captured_at) VALUES (?, ?, ?, ?, ?, ?)"
        )
        for record in records {
            let place = record.place
            let next = place.next.isEmpty ? nil : place.next.map(String.init).joined(separator: " ")
            try statement.execute(arguments: [
                place.id, PointGeometry.data(place.coordinate), place.headingDegrees, place.source, next,
                record.capturedAt,
            ])
        }
    }

    /// Registers the layer with its extent.
    ///
    /// The standard demands a time of the last change; it is the latest time of capture in UTC, so that the same
    /// places give the same bytes.
    private static func describe(_ database: Database, isNew: Bool) throws {
        let latest = try String.fetchOne(
            database,
            sql: """
                SELECT max(strftime('%Y-%m-%dT%H:%M:%fZ', captured_at)) FROM places WHERE captured_at GLOB '*[Z+]*'
                """)
        let records = try Row.fetchCursor(database, sql: "SELECT geom FROM places")
        var extent = Extent()
        while let row = try records.next() {
            if let point = PointGeometry.coordinate(row, "geom") { extent.add(point) }
        }
        if isNew {
            try database.execute(
                sql: """
                    INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
                    VALUES ('places', 'features', 'places', 'where the references of a gallery were taken', '', 4326);
                    INSERT INTO gpkg_geometry_columns VALUES ('places', 'geom', 'POINT', 4326, 0, 0)
                    """)
        }
        try database.execute(
            sql: "UPDATE gpkg_contents SET last_change = ?, min_x = ?, min_y = ?, max_x = ?, max_y = ?",
            arguments: [
                latest ?? "1970-01-01T00:00:00.000Z", extent.west, extent.south, extent.east, extent.north,
            ])
    }
}

/// The smallest box around some points; nil edges for none.
private struct Extent {
    var west: Double?
    var south: Double?
    var east: Double?
    var north: Double?

    mutating func add(_ point: Coordinate) {
        west = min(west ?? point.longitude, point.longitude)
        south = min(south ?? point.latitude, point.latitude)
        east = max(east ?? point.longitude, point.longitude)
        north = max(north ?? point.latitude, point.latitude)
    }
}
