internal import GRDB
internal import Manifests
public import PilotageAPI

/// An item of a plan with the digest of its files.
struct DigestedItem: Sendable {
    var item: PlannedItem
    var digest: String
}

/// What is left to do.
struct WaitingItem: Sendable {
    var number: Int
    var item: PlannedItem
}

extension RunStore {
    /// Brings the items of the store to those of the plan, and answers which wait.
    ///
    /// Items whose files changed wait again. Finished ones stay, also those that the plan no longer names: they are in no
    /// report, but a plan that names them again finds them done.
    func reconcile(with items: [DigestedItem], retryFailed: Bool) throws -> [WaitingItem] {
        try write { db in
            try db.execute(sql: "UPDATE items SET position = NULL")
            for (position, digested) in items.enumerated() {
                let item = digested.item
                try db.execute(
                    sql: """
                        DELETE FROM items WHERE id = ? AND (digest <> ? OR (? AND state = 'failed'))
                        """, arguments: [item.id, digested.digest, retryFailed])
                try db.execute(
                    sql: """
                        INSERT INTO items (position, id, digest, state, start_utc) VALUES (?, ?, ?, 'waiting', ?)
                        ON CONFLICT (id) DO UPDATE SET position = excluded.position, start_utc = excluded.start_utc
                        """, arguments: [position, item.id, digested.digest, item.startUTC])
            }
            try db.execute(sql: "DELETE FROM items WHERE position IS NULL AND state <> 'done'")
            let rows = try Row.fetchAll(
                db, sql: "SELECT number, position FROM items WHERE state = 'waiting' ORDER BY position")
            return try rows.map {
                WaitingItem(number: try $0.value("number"), item: items[try $0.value("position")].item)
            }
        }
    }

    /// Notes an item that gave no track.
    func fail(_ number: Int, _ error: PilotageError) throws {
        try write { db in
            try db.execute(
                sql: """
                    UPDATE items SET state = 'failed', failure_kind = ?, failure_message = ?, failure_hint = ?
                    WHERE number = ?
                    """,
                arguments: [
                    error.kind.rawValue,
                    (error.place + [error.message]).joined(separator: ": ")
                        + (error.cause.map { " (\($0))" } ?? ""),
                    error.hint, number,
                ])
        }
    }

    /// Finished items that the plan does not name.
    public func unnamedItems() throws -> Int {
        try read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM items WHERE position IS NULL") ?? 0
        }
    }

    /// Items of the plan by state.
    public func counts() throws -> (done: Int, failed: Int, waiting: Int) {
        try read { db in
            func count(_ state: String) throws -> Int {
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM items WHERE position IS NOT NULL AND state = ?",
                    arguments: [state]) ?? 0
            }
            return (try count("done"), try count("failed"), try count("waiting"))
        }
    }

    /// Frames by status.
    public func frames(byStatus status: Fix.Status) throws -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM fixes JOIN items ON item = number
                    WHERE position IS NOT NULL AND status = ?
                    """, arguments: [status.rawValue]) ?? 0
        }
    }

    /// What an item lost.
    public struct Loss: Equatable, Sendable {
        /// The item's id.
        public var item: String
        /// Packets, photos of a sequence or rows of a matrix that could not be decoded.
        public var damaged: Int
        /// Whether the file ends before its end.
        public var isTruncated: Bool
    }

    /// The items that lost something, in manifest order.
    public func losses() throws -> [Loss] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, damaged_packets, is_truncated FROM items
                    WHERE position IS NOT NULL AND (damaged_packets > 0 OR is_truncated) ORDER BY position
                    """)
            return try rows.map {
                Loss(
                    item: try $0.value("id"), damaged: try $0.value("damaged_packets"),
                    isTruncated: try $0.value("is_truncated"))
            }
        }
    }

    /// How the run ended, or stands.
    public func summary() throws -> RunSummary {
        try read { db in
            let failures = try Row.fetchAll(
                db, sql: "SELECT * FROM items WHERE state = 'failed' ORDER BY position")
            let done = "SELECT count(*) FROM items WHERE position IS NOT NULL AND state = 'done'"
            return RunSummary(
                done: try Int.fetchOne(db, sql: done) ?? 0,
                failures: try failures.map {
                    ItemFailure(
                        item: try $0.value("id"), kind: try $0.value("failure_kind"),
                        message: try $0.value("failure_message"), hint: try $0.optional("failure_hint"))
                })
        }
    }
}
