internal import Foundation
internal import PilotageAPI

/// The right to write a gallery, held by one process at a time; the system takes it back when the process ends.
///
/// The lock is `flock` on a file beside the gallery, which is removed with the lock. Who gets the lock of a file that is
/// no longer there starts again.
final class GalleryLock {
    private let path: String
    private let descriptor: Int32

    /// - Throws: `PilotageError` where somebody else writes.
    init(_ path: String, gallery: String) throws {
        self.path = path
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            guard descriptor >= 0 else {
                throw PilotageError(
                    .unwritable, "its directory cannot be written", place: [gallery],
                    cause: String(cString: strerror(errno)))
            }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                throw PilotageError(
                    .unwritable, "another process is writing this gallery", place: [gallery],
                    hint: "wait until it is done; nothing was changed")
            }
            if GalleryLock.names(path, descriptor) {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    deinit { close(descriptor) }

    /// Removes the file; the lock itself ends with this object.
    func removeFile() { unlink(path) }

    private static func names(_ path: String, _ descriptor: Int32) -> Bool {
        var (there, held) = (stat(), stat())
        return stat(path, &there) == 0 && fstat(descriptor, &held) == 0 && there.st_ino == held.st_ino
            && there.st_dev == held.st_dev
    }
}
