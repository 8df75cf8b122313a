internal import Foundation
internal import GRDB
internal import Geodesy
internal import PilotageAPI

extension RunStore {
    /// Keeps an item's fixes and candidates, all or none of them.
    func save(
        _ number: Int, _ item: ItemWork.DecodedItem, fixes: FixSpool, evidence: any TrackEvidence,
        gallery: Gallery
    ) throws {
        try write { db in
            let insert = try db.makeStatement(
                sql: "INSERT INTO fixes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            try fixes.forEachFix { fix in try insert.execute(arguments: Self.arguments(number, fix)) }
            let keep = try db.makeStatement(sql: "INSERT INTO candidates VALUES (?, ?, ?)")
            try evidence.forEachFrame { frame in
                let ids = frame.candidates.map { Int64(gallery.places[$0.row].id).littleEndian }
                let bytes = ids.withUnsafeBytes { Array($0) }
                try keep.execute(arguments: [number, frame.frame, Data(bytes)])
            }
            try db.execute(
                sql: """
                    UPDATE items SET state = 'done', frames = ?, damaged_packets = ?, is_truncated = ?,
                    provenance_latitude = ?, provenance_longitude = ?, provenance_heading_deg = ?,
                    provenance_heading_is_magnetic = ?, provenance_captured_at = ?, provenance_camera = ?
                    WHERE number = ?
                    """,
                arguments: [
                    item.frames, item.losses.damagedPackets, item.losses.isTruncated,
                    item.provenance.coordinate?.latitude, item.provenance.coordinate?.longitude,
                    item.provenance.headingDegrees, item.provenance.headingIsMagnetic,
                    item.provenance.capturedAt,
                    item.provenance.camera, number,
                ])
        }
    }

    private static func arguments(_ number: Int, _ fix: Fix) -> StatementArguments {
        [
            number, fix.frame, fix.timeSeconds, fix.status.rawValue, fix.position?.coordinate.latitude,
            fix.position?.coordinate.longitude, fix.position?.headingDegrees, fix.position?.confidence,
            fix.position?.radiusMeters, fix.position?.accuracyMeters, fix.position?.r95Meters,
            fix.match?.placeID,
            fix.match?.source, fix.match?.similarity, fix.runnerUp?.placeID, fix.runnerUp?.source,
            fix.runnerUp?.similarity, fix.locator,
        ]
    }

    /// Hands over the tracks of all finished items in manifest order.
    func forEachTrack(_ body: (any Track) throws -> Void) throws {
        try read { db in
            let items = try Row.fetchCursor(
                db,
                sql: "SELECT * FROM items WHERE position IS NOT NULL AND state = 'done' ORDER BY position")
            while let row = try items.next() { try body(try StoredTrack(db, row)) }
        }
    }

    /// Hands over the place ids of every frame's candidates, best first, in manifest order.
    public func forEachRanking(_ body: (_ item: String, _ frame: Int, _ placeIDs: [Int]) throws -> Void)
        throws
    {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id, frame, place_ids FROM candidates JOIN items ON item = number
                    WHERE position IS NOT NULL ORDER BY position, frame
                    """)
            while let row = try rows.next() {
                let data: Data = try row.value("place_ids")
                let ids = data.withUnsafeBytes { bytes in
                    (0..<bytes.count / 8).map {
                        Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self)))
                    }
                }
                try body(row.value("id"), row.value("frame"), ids)
            }
        }
    }
}

/// The track of an item as the store has it.
private struct StoredTrack: Track {
    let item: TrackItem
    private let number: Int
    private let db: Database

    init(_ db: Database, _ row: Row) throws {
        self.db = db
        number = try row.value("number")
        var provenance = Provenance()
        if let latitude: Double = try row.optional("provenance_latitude"),
            let longitude: Double = try row.optional("provenance_longitude")
        {
            provenance.coordinate = Coordinate(latitude: latitude, longitude: longitude)
        }
        provenance.headingDegrees = try row.optional("provenance_heading_deg")
        provenance.headingIsMagnetic = try row.optional("provenance_heading_is_magnetic") ?? false
        provenance.capturedAt = try row.optional("provenance_captured_at")
        provenance.camera = try row.optional("provenance_camera")
        item = TrackItem(
            id: try row.value("id"), startUTC: try row.optional("start_utc"), provenance: provenance)
    }

    func forEachFix(_ body: (Fix) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT * FROM fixes WHERE item = ? ORDER BY frame", arguments: [number])
        while let row = try rows.next() { try body(try Self.fix(row)) }
    }

    private static func fix(_ row: Row) throws -> Fix {
        var position: Fix.Position?
        if let latitude: Double = try row.optional("latitude"),
            let longitude: Double = try row.optional("longitude")
        {
            position = Fix.Position(
                coordinate: Coordinate(latitude: latitude, longitude: longitude),
                headingDegrees: try row.optional("heading_deg"),
                confidence: try row.optional("confidence") ?? 0,
                radiusMeters: try row.optional("radius_m") ?? 0,
                accuracyMeters: try row.optional("accuracy_m"), r95Meters: try row.optional("r95_m"))
        }
        return Fix(
            frame: try row.value("frame"), timeSeconds: try row.value("time_s"),
            status: Fix.Status(rawValue: try row.value("status")) ?? .noMatch, position: position,
            match: match(
                try row.optional("place_id"), try row.optional("place_source"), try row.optional("similarity")
            ),
            runnerUp: match(
                try row.optional("runner_up_place_id"), try row.optional("runner_up_source"),
                try row.optional("runner_up_similarity")),
            locator: try row.value("locator"))
    }

    private static func match(_ id: Int?, _ source: String?, _ similarity: Double?) -> Fix.Match? {
        guard let id, let source, let similarity else { return nil }
        return Fix.Match(placeID: id, source: source, similarity: similarity)
    }
}
