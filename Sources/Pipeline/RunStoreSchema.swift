internal import GRDB

/// The tables of `run.sqlite`.
enum RunStoreSchema {
    /// Goes up when the tables change; a store of another version is refused.
    static let version = 1

    static let tables = """
        CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE items (
            number INTEGER PRIMARY KEY,
            position INTEGER,
            id TEXT NOT NULL UNIQUE,
            digest TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
            start_utc REAL,
            frames INTEGER, damaged_packets INTEGER, is_truncated INTEGER,
            -- What the file says of itself; nothing is computed from it.
            provenance_latitude REAL, provenance_longitude REAL, provenance_heading_deg REAL,
            provenance_heading_is_magnetic INTEGER, provenance_captured_at TEXT, provenance_camera TEXT,
            failure_kind TEXT, failure_message TEXT, failure_hint TEXT
        );
        CREATE TABLE fixes (
            item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            frame INTEGER NOT NULL,
            time_s REAL NOT NULL,
            status TEXT NOT NULL,
            latitude REAL, longitude REAL, heading_deg REAL,
            confidence REAL, radius_m REAL, accuracy_m REAL, r95_m REAL,
            place_id INTEGER, place_source TEXT, similarity REAL,
            runner_up_place_id INTEGER, runner_up_source TEXT, runner_up_similarity REAL,
            locator TEXT NOT NULL,
            PRIMARY KEY (item, frame)
        ) WITHOUT ROWID;
        -- Place ids, best first, as little-endian 64-bit integers.
        CREATE TABLE candidates (
            item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            frame INTEGER NOT NULL,
            place_ids BLOB NOT NULL,
            PRIMARY KEY (item, frame)
        ) WITHOUT ROWID;
        """

    static func create(_ db: Database) throws {
        try db.execute(sql: tables)
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }
}
