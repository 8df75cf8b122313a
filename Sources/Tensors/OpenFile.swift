internal import Glibc

/// A file descriptor that closes itself.
struct OpenFile: ~Copyable {
    let descriptor: Int32

    init(_ path: String, flags: Int32) throws {
        // Without waiting: a pipe that nobody writes to would never open.
        descriptor = open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o644)
        guard descriptor >= 0 else { throw Self.error("cannot be opened") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw TensorError("is no regular file", isFileFailure: true)
        }
    }

    deinit { close(descriptor) }

    /// Bytes in the file.
    func size() throws -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.error("cannot be examined") }
        return Int(status.st_size)
    }

    /// The first bytes of the file, fewer where it is shorter.
    func prefix(_ count: Int) throws -> [UInt8] { try bytes(count, at: 0) }

    /// So many bytes from an offset, fewer where the file ends before.
    func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: filled), count - filled, offset + filled)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Self.error("cannot be read") }
            if got == 0 { break }
            filled += got
        }
        return Array(bytes[..<filled])
    }

    /// The whole file.
    func contents() throws -> [UInt8] { try prefix(size()) }

    /// Writes all bytes at an offset.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        var written = 0
        while written < bytes.count {
            let put = pwrite(
                descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written, offset + written)
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw Self.error("cannot be written") }
            written += put
        }
    }

    /// Waits until the file is on the disk.
    func synchronize() throws {
        guard fsync(descriptor) == 0 else { throw Self.error("cannot be written") }
    }

    private static func error(_ what: String) -> TensorError {
        TensorError("\(what): \(String(cString: strerror(errno)))", isFileFailure: true)
    }
}
