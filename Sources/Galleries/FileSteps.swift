internal import Foundation
internal import PilotageAPI

/// The changes to the file system that make up a write, one at a time.
///
/// Tests stop a write before any of them, as a crash would; from then on nothing more is done, cleaning up included.
package struct FileSteps: Sendable {
    private let before: @Sendable (String) throws -> Void

    /// Steps that `before` is asked about; it throws to stop.
    package init(before: @escaping @Sendable (String) throws -> Void = { _ in }) { self.before = before }

    /// Makes one change.
    ///
    /// - Throws: `PilotageError` of the kind `unwritable` for what a library throws.
    func take<Result: ~Copyable>(_ step: String, _ body: () throws -> Result) throws -> Result {
        try before(step)
        do {
            return try body()
        } catch let error as PilotageError {
            throw error
        } catch {
            throw PilotageError(
                .unwritable, "cannot \(step)", cause: "\(error)",
                hint: "is there room on the disk, and may you write?")
        }
    }

    /// Makes one change by a system call that answers 0.
    func call(_ step: String, _ body: () -> Int32) throws {
        try before(step)
        guard body() == 0 else {
            throw PilotageError(
                .unwritable, "cannot \(step)", cause: String(cString: strerror(errno)),
                hint: "is there room on the disk, and may you write?")
        }
    }

    /// Waits until a file or directory is on the disk.
    func synchronize(_ path: String) throws {
        try call("bring \(path) to the disk") {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return -1 }
            defer { close(descriptor) }
            return fsync(descriptor)
        }
    }

    /// Writes a file and waits until it is on the disk.
    func write(_ bytes: [UInt8], to path: String) throws {
        try take("write \(path)") { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
        try synchronize(path)
    }

    /// Takes away the right to write, so that programs that open the file to look at it leave it as it is.
    func protect(_ path: String) throws {
        try call("protect \(path)") { chmod(path, mode(path) & 0o555) }
    }

    /// Gives the owner back the right to write.
    func unprotect(_ path: String) throws {
        try call("unprotect \(path)") { chmod(path, mode(path) | 0o200) }
    }

    /// Removes a file, or a directory with all in it; nothing there is well.
    func remove(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        try take("remove \(path)") { try FileManager.default.removeItem(atPath: path) }
    }

    /// A second name for a file, or a copy where the file system has no second names.
    func share(_ old: String, as new: String) throws {
        try take("link \(new)") {
            if link(old, new) != 0 { try FileManager.default.copyItem(atPath: old, toPath: new) }
        }
    }
}

private func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0o644
}
