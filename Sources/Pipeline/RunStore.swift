internal import Foundation
internal import GRDB
internal import PilotageAPI

/// `run.sqlite` in the output directory: what is done, what failed, and every fix.
///
/// One transaction per item, so that a killed run goes on where it was; reports are written from here.
public final class RunStore: Sendable {
    let database: DatabaseQueue
    /// Where the file lies.
    public let path: String
    /// Held as long as a run writes; nil for readers.
    private let lock: RunLock?

    /// Opens the store of an output directory for a run, making it where there is none.
    ///
    /// - Parameter fresh: whether to forget what is there.
    static func open(in folder: String, fresh: Bool) throws -> RunStore {
        let lock = try RunLock(folder: folder)
        if fresh { try remove(in: folder) }
        return try RunStore(path: folder + "/run.sqlite", mayCreate: true, lock: lock)
    }

    /// Opens the store of a finished or interrupted run.
    public static func openExisting(in folder: String) throws -> RunStore {
        let path = folder + "/run.sqlite"
        guard FileManager.default.fileExists(atPath: path) else {
            throw PilotageError(
                .unreadable, "there is no run here: run.sqlite is missing", place: [folder],
                hint: "name the output directory of a run")
        }
        return try RunStore(path: path, mayCreate: false, lock: nil)
    }

    private init(path: String, mayCreate: Bool, lock: RunLock?) throws {
        self.path = path
        self.lock = lock
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // A killed program loses nothing under WAL; only a power cut may cost the last items, never the file.
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            try database.write { db in
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                if version == 0, mayCreate { return try RunStoreSchema.create(db) }
                guard version == RunStoreSchema.version else { throw Self.foreign(path, version) }
            }
        } catch let error as DatabaseError {
            throw Self.failure(error, path)
        }
    }

    private static func foreign(_ path: String, _ version: Int) -> PilotageError {
        PilotageError(
            .unreadable, "this is no run store of format \(RunStoreSchema.version), but of \(version)",
            place: [path],
            hint: "name another output directory, or begin anew with --fresh")
    }

    static func failure(_ error: DatabaseError, _ path: String) -> PilotageError {
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR:
            PilotageError(
                .unwritable, "the run store cannot be written", place: [path], cause: error.message,
                hint: "make room on the disk and run again: what is finished is kept")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            PilotageError(
                .unwritable, "the run store cannot be opened for writing", place: [path],
                cause: error.message,
                hint: "check the rights of the output directory, or name another one by --output")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            PilotageError(
                .unwritable, "another program keeps the run store busy", place: [path], cause: error.message,
                hint: "close what reads it, such as QGIS, and run again: what is finished is kept")
        default:
            PilotageError(
                .damaged, "the run store is damaged or no run store", place: [path], cause: error.message,
                hint: "begin anew with --fresh")
        }
    }

    /// Removes the store of an output directory, for a run that begins anew.
    private static func remove(in folder: String) throws {
        for suffix in ["", "-wal", "-shm"] {
            let path = folder + "/run.sqlite" + suffix
            guard FileManager.default.fileExists(atPath: path) else { continue }
            do { try FileManager.default.removeItem(atPath: path) } catch {
                throw PilotageError(
                    .unwritable, "the old run store cannot be removed", place: [path],
                    cause: error.localizedDescription, hint: "check the rights of the output directory")
            }
        }
    }

    /// Runs a transaction; SQLite's errors come out as the project's.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do { return try database.write(body) } catch let error as DatabaseError {
            throw Self.failure(error, path)
        }
    }

    /// Reads; SQLite's errors come out as the project's.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do { return try database.read(body) } catch let error as DatabaseError {
            throw Self.failure(error, path)
        }
    }

    /// A value that the run wrote about itself.
    public func value(_ key: String) throws -> String? {
        try read {
            try Row.fetchOne($0, sql: "SELECT value FROM run WHERE key = ?", arguments: [key])?.value("value")
        }
    }

    /// Writes what the run says of itself.
    func setValues(_ values: [String: String]) throws {
        try write { db in
            for (key, value) in values {
                try db.execute(sql: "INSERT OR REPLACE INTO run VALUES (?, ?)", arguments: [key, value])
            }
        }
    }
}
