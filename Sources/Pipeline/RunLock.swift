internal import Foundation
internal import PilotageAPI

/// The right to run in an output directory, held by one run at a time; the system takes it back when the process ends.
///
/// The lock is `flock` on the directory itself, so no file of it stays behind. A file system without such locks is
/// trusted.
final class RunLock {
    private let descriptor: Int32

    /// Takes the lock, making the directory where there is none.
    ///
    /// - Throws: `PilotageError` of kind `unwritable` where another run has it.
    init(_ folder: String) throws {
        // Where this fails, opening the store tells why.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        close(descriptor)
        throw PilotageError(
            .unwritable, "another run is writing this output directory", place: [folder],
            hint: "wait for that run to end, or name another directory by --output")
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
