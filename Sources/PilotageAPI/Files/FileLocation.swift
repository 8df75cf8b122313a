internal import Glibc

/// Where a file will stand, and where it stands while it is written.
struct FileLocation: Sendable {
    /// The target.
    let path: String
    /// The directory of both, `.` where the path names none.
    let directory: String
    /// The file beside the target that becomes it.
    let partial: String

    /// The location of a target.
    init(_ path: String) {
        self.path = path
        let slash = path.lastIndex(of: "/")
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        let prefix = slash.map { path[...$0] } ?? ""
        directory = prefix.isEmpty ? "." : String(prefix)
        partial = "\(prefix).\(name).partial"
    }

    /// Creates the partial file and locks it; its descriptor is the caller's to close.
    ///
    /// Whoever removes or renames a partial file holds its lock, so that two runs never mix in one file. A file without
    /// a holder is left from an interrupted run.
    func claim() throws -> Int32 {
        try checkTarget()
        for _ in 0..<16 {
            let created = Glibc.open(partial, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
            if created >= 0 {
                if lock(created), isPartial(created) { return created }
                close(created)
                continue
            }
            guard errno == EEXIST else { throw error("open", errno) }
            try removeLeftover()
        }
        throw busy
    }

    /// Brings the directory's entries to the disk; -1 with `errno` where that fails.
    func syncDirectory() -> Int32 {
        let descriptor = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return -1 }
        defer { close(descriptor) }
        // Some network file systems cannot sync a directory and say so with EINVAL; they keep it in order themselves.
        return fsync(descriptor) == 0 || errno == EINVAL ? 0 : -1
    }

    /// What a failing call means to the user.
    func error(_ call: String, _ code: Int32) -> PilotageError {
        let (message, hint): (String, String?) =
            switch code {
            case ENOENT, ENOTDIR:
                ("there is no directory '\(directory)' to write it in", "create the directory first")
            case ENOSPC, EDQUOT: ("the disk is full", "free some space on it, then do this again")
            case EACCES, EPERM:
                ("no permission to write in '\(directory)'", "choose a directory that you may write in")
            case EROFS: ("the file system is read-only", "choose a directory on another one")
            case ENAMETOOLONG: ("the file name is too long", "choose a shorter one")
            default: ("it cannot be written", nil)
            }
        let cause = "\(call): \(String(cString: strerror(code))) (\(code))"
        return PilotageError(.unwritable, message, place: [path], cause: cause, hint: hint)
    }

    /// Refuses a directory or device, which a rename would not write to but replace.
    private func checkTarget() throws {
        var information = stat()
        guard stat(path, &information) == 0, information.st_mode & S_IFMT != S_IFREG else { return }
        let found =
            information.st_mode & S_IFMT == S_IFDIR ? "a directory" : "not a file but a device or pipe"
        throw PilotageError(.unwritable, "it is \(found)", place: [path], hint: "choose the path of a file")
    }

    private func removeLeftover() throws {
        let leftover = Glibc.open(partial, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard leftover >= 0 else {
            if errno == ENOENT { return }
            throw error("open", errno)
        }
        defer { close(leftover) }
        guard lock(leftover) else { throw busy }
        if isPartial(leftover) { unlink(partial) }
    }

    /// Whether nobody else holds the file; file systems without locks say yes.
    private func lock(_ descriptor: Int32) -> Bool {
        flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }

    /// Whether the partial file's name still leads to this descriptor's file.
    private func isPartial(_ descriptor: Int32) -> Bool {
        var (named, opened) = (stat(), stat())
        return lstat(partial, &named) == 0 && fstat(descriptor, &opened) == 0
            && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
    }

    private var busy: PilotageError {
        PilotageError(
            .unwritable, "another run is writing it", place: [path],
            hint: "wait for that run to end, or choose another path")
    }
}
