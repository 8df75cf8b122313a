internal import Foundation
internal import Glibc
internal import PilotageAPI

/// Keeps an output directory for one run: two that wrote into the same store would undo each other's work.
///
/// The lock is the system's own on the directory, so that it leaves no file and ends with the process, however it ends.
final class RunLock: Sendable {
    private let descriptor: Int32

    /// Locks a directory, which is made where there is none.
    init(folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw PilotageError(
                .unwritable, "the output directory cannot be made", place: [folder],
                cause: error.localizedDescription, hint: "name another one by --output")
        }
        descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw PilotageError(
                .unwritable, "the output directory cannot be opened", place: [folder],
                cause: String(cString: strerror(errno)), hint: "name another one by --output")
        }
        guard Self.isLocked(descriptor) else {
            throw PilotageError(
                .unwritable, "another run is writing here", place: [folder],
                hint: "wait for it, or name another directory by --output")
        }
    }

    /// Tries for a second: a run that was just killed, or a child process that is just starting, may still hold it.
    private static func isLocked(_ descriptor: Int32) -> Bool {
        for _ in 0..<50 {
            // Some network file systems have no locks; SQLite's own still keep the store whole there.
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return true }
            usleep(20_000)
        }
        return false
    }

    deinit { close(descriptor) }
}
