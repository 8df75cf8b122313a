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
                db, sql: "SELECT * FROM items WHERE state = 'done' ORDER BY position")
            while let row = try items.next() { try body(StoredTrack(db, row)) }
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
                    SELECT id, frame, place_ids FROM candidates JOIN items ON item = number ORDER BY position, frame
                    """)
            while let row = try rows.next() {
                let data: Data = row["place_ids"]
                let ids = data.withUnsafeBytes { bytes in
                    (0..<bytes.count / 8).map {
                        Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self)))
                    }
                }
                try body(row["id"], row["frame"], ids)
            }
        }
    }
}

/// The track of an item as the store has it.
private struct StoredTrack: Track {
    let item: TrackItem
    private let number: Int
    private let db: Database

    init(_ db: Database, _ row: Row) {
        self.db = db
        number = row["number"]
        var provenance = Provenance()
        if let latitude: Double = row["provenance_latitude"],
            let longitude: Double = row["provenance_longitude"]
        {
            provenance.coordinate = Coordinate(latitude: latitude, longitude: longitude)
        }
        provenance.headingDegrees = row["provenance_heading_deg"]
        provenance.headingIsMagnetic = row["provenance_heading_is_magnetic"] ?? false
        provenance.capturedAt = row["provenance_captured_at"]
        provenance.camera = row["provenance_camera"]
        item = TrackItem(id: row["id"], startUTC: row["start_utc"], provenance: provenance)
    }

    func forEachFix(_ body: (Fix) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT * FROM fixes WHERE item = ? ORDER BY frame", arguments: [number])
        while let row = try rows.next() { try body(Self.fix(row)) }
    }

    private static func fix(_ row: Row) -> Fix {
        var position: Fix.Position?
        if let latitude: Double = row["latitude"], let longitude: Double = row["longitude"] {
            position = Fix.Position(
                coordinate: Coordinate(latitude: latitude, longitude: longitude),
                headingDegrees: row["heading_deg"],
                confidence: row["confidence"] ?? 0, radiusMeters: row["radius_m"] ?? 0,
                accuracyMeters: row["accuracy_m"], r95Meters: row["r95_m"])
        }
        return Fix(
            frame: row["frame"], timeSeconds: row["time_s"],
            status: Fix.Status(rawValue: row["status"]) ?? .noMatch, position: position,
            match: match(row["place_id"], row["place_source"], row["similarity"]),
            runnerUp: match(row["runner_up_place_id"], row["runner_up_source"], row["runner_up_similarity"]),
            locator: row["locator"])
    }

    private static func match(_ id: Int?, _ source: String?, _ similarity: Double?) -> Fix.Match? {
        guard let id, let source, let similarity else { return nil }
        return Fix.Match(placeID: id, source: source, similarity: similarity)
    }
}
