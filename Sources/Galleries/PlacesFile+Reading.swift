internal import Foundation
internal import GRDB
internal import Geodesy
internal import PilotageAPI

extension PlacesFile {
    /// All places in the order of their ids, which is the order of the rows of embeddings.
    ///
    /// - Throws: `PilotageError` of the kind `gallery` where the file is damaged or holds what cannot be.
    static func read(_ path: String, expecting count: Int) throws -> [PlaceRecord] {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            // The file may come from a stranger: nothing in its schema is to be run.
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let records: [PlaceRecord] = try queue.read { database in try fetch(database, atMost: count) }
            try queue.close()
            guard records.count == count else {
                throw PilotageError(
                    .gallery, "\(records.count) places, but the gallery has \(count)",
                    place: [GalleryLayout.places])
            }
            return records
        } catch let error as DatabaseError {
            throw PilotageError(
                .gallery, "cannot be read", place: [GalleryLayout.places],
                cause: "SQLite: \(error.message ?? "\(error)")",
                hint: "'pilotage gallery verify' tells which files are damaged")
        }
    }

    private static func fetch(_ database: Database, atMost count: Int) throws -> [PlaceRecord] {
        guard
            try String.fetchOne(database, sql: "SELECT type FROM sqlite_master WHERE name = 'places'")
                == "table"
        else { throw PilotageError(.gallery, "it has no table 'places'", place: [GalleryLayout.places]) }
        let cursor = try Row.fetchCursor(
            database,
            sql: "SELECT id, geom, heading_deg, source, next, captured_at FROM places ORDER BY id LIMIT ?",
            arguments: [count + 1])
        var records: [PlaceRecord] = []
        records.reserveCapacity(count)
        while let row = try cursor.next() {
            guard let record = record(row) else {
                throw PilotageError(
                    .gallery, "place \(records.count) is not as this program writes places",
                    place: [GalleryLayout.places])
            }
            records.append(record)
        }
        return records
    }

    private static func record(_ row: Row) -> PlaceRecord? {
        guard let id = Int.fromDatabaseValue(row["id"] as DatabaseValue),
            let coordinate = PointGeometry.coordinate(row, "geom"),
            let source = String.fromDatabaseValue(row["source"] as DatabaseValue)
        else { return nil }
        let heading = Double.fromDatabaseValue(row["heading_deg"] as DatabaseValue)
        guard heading.map({ (0..<360).contains($0) }) ?? true else { return nil }
        let words = String.fromDatabaseValue(row["next"] as DatabaseValue)?.split(separator: " ") ?? []
        let next = words.compactMap { Int($0) }
        guard next.count == words.count else { return nil }
        return PlaceRecord(
            place: Place(id: id, coordinate: coordinate, headingDegrees: heading, source: source, next: next),
            capturedAt: String.fromDatabaseValue(row["captured_at"] as DatabaseValue))
    }
}

extension PointGeometry {
    /// The bytes as the database takes them.
    static func data(_ coordinate: Coordinate) -> Data { Data(bytes(coordinate)) }

    /// The coordinate in a column of a row; nil where there is none.
    static func coordinate(_ row: Row, _ column: String) -> Coordinate? {
        Data.fromDatabaseValue(row[column] as DatabaseValue).flatMap { coordinate(Array($0)) }
    }
}
