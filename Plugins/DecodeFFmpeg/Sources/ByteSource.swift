import CFFmpeg
import Glibc
import PilotageAPI

/// An open regular file, and FFmpeg's way of reading it.
///
/// FFmpeg never sees the name: it cannot take it for a URL, a list of other files or a pattern of numbers.
final class ByteSource {
    /// The open file.
    let descriptor: Int32
    /// Its length in bytes when it was opened.
    let size: Int64
    private let opener: UnsafeMutablePointer<AVIOContext>
    private static let bufferSize: Int32 = 1 << 16
    /// The longest picture file that is read, in bytes.
    private static let wholeFileLimit: Int64 = 1 << 30

    /// What FFmpeg reads from.
    var context: UnsafeMutablePointer<AVIOContext> { opener }

    /// Opens a file.
    ///
    /// - Throws: `PilotageError` `unreadable` for anything but a regular file that may be read.
    init(path: String) throws {
        let (descriptor, size) = try ByteSource.open(path)
        self.descriptor = descriptor
        self.size = size
        let buffer = av_malloc(Int(Self.bufferSize))?.assumingMemoryBound(to: UInt8.self)
        // The callbacks get the bare descriptor, so that nothing has to be kept alive for them.
        let opaque = UnsafeMutableRawPointer(bitPattern: Int(descriptor) + 1)
        guard let buffer,
            let context = avio_alloc_context(buffer, Self.bufferSize, 0, opaque, readBytes, nil, seekBytes)
        else {
            av_free(buffer)
            close(descriptor)
            throw PilotageError(.exhausted, "no memory for a file's buffer")
        }
        opener = context
    }

    deinit {
        // FFmpeg may have put another buffer in the first one's place.
        av_freep(&opener.pointee.buffer)
        var context: UnsafeMutablePointer<AVIOContext>? = opener
        avio_context_free(&context)
        close(descriptor)
    }

    /// The whole file as one packet for a decoder.
    ///
    /// - Throws: `PilotageError` where it is longer than any picture, or cannot be read.
    func wholeFile() throws -> Packet {
        guard size <= Self.wholeFileLimit else {
            throw PilotageError(
                .unsupported,
                "the picture file has \(size) bytes, more than the \(Self.wholeFileLimit) that are read",
                hint: "scale it down first, if it is genuine")
        }
        let packet = try Packet(size: Int(size))
        var filled = 0
        while filled < Int(size) {
            let got = pread(
                descriptor, packet.pointer.pointee.data + filled, Int(size) - filled, off_t(filled))
            if got < 0 && errno == EINTR { continue }
            guard got > 0 else {
                throw PilotageError(
                    .unreadable, "the file ends at byte \(filled) of \(size) while it is read",
                    cause: got < 0 ? "pread: \(String(cString: strerror(errno))) (\(errno))" : nil,
                    hint: "wait until it is written completely")
            }
            filled += got
        }
        return packet
    }

    /// The first bytes of the file; fewer where it is shorter, or cannot be read.
    func head(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            filled = max(0, pread(descriptor, bytes.baseAddress, count, 0))
        }
    }

    /// Makes sure that what passed for the file's end was no failure to read it.
    ///
    /// - Throws: `PilotageError` `unreadable`.
    func checkReading() throws {
        guard opener.pointee.error < 0 else { return }
        throw PilotageError(
            .unreadable, "the file cannot be read on at byte \(opener.pointee.pos) of \(size)",
            cause: FFmpegError(code: opener.pointee.error, call: "read").cause,
            hint: "look at the disk or the network that holds it, and run again")
    }

    private static func open(_ path: String) throws -> (descriptor: Int32, size: Int64) {
        guard !path.utf8.contains(0) else {
            throw PilotageError(
                .invalid, "the path has a NUL in it", hint: "write the path without control characters")
        }
        // Without waiting, so that a pipe nobody writes to cannot hold the run.
        let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw refusal(code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw refusal(ofKind: status.st_mode & S_IFMT)
        }
        return (descriptor, Int64(status.st_size))
    }

    private static func refusal(_ code: Int32) -> PilotageError {
        let cause = "open: \(String(cString: strerror(code))) (\(code))"
        switch code {
        case ENOENT, ENOTDIR:
            return PilotageError(
                .unreadable, "there is no such file", cause: cause,
                hint: "look for a typing error in the path")
        case EACCES, EPERM:
            return PilotageError(
                .unreadable, "the file may not be read", cause: cause,
                hint: "give this user the right to read it")
        default:
            return PilotageError(.unreadable, "the file cannot be opened", cause: cause)
        }
    }

    private static func refusal(ofKind kind: mode_t) -> PilotageError {
        if kind == S_IFDIR {
            return PilotageError(
                .unreadable, "this is a directory where a media file was expected",
                hint: "name it as an item with `as: sequence` or `as: photos`")
        }
        let name = kind == S_IFIFO ? "a pipe" : kind == S_IFSOCK ? "a socket" : "a device"
        return PilotageError(
            .unreadable, "this is \(name) where a media file was expected",
            hint: "copy the footage to a file first")
    }
}

/// Reads on; FFmpeg's `read_packet`.
private func readBytes(
    _ opaque: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int32
) -> Int32 {
    let descriptor = Int32(Int(bitPattern: opaque) - 1)
    while true {
        let got = read(descriptor, buffer, Int(size))
        if got > 0 { return Int32(got) }
        if got == 0 { return pilotage_error_eof() }
        guard errno == EINTR else { return pilotage_error_system(errno) }
    }
}

/// Goes to a place in the file, or tells its length; FFmpeg's `seek`.
private func seekBytes(_ opaque: UnsafeMutableRawPointer?, _ offset: Int64, _ whence: Int32) -> Int64 {
    let descriptor = Int32(Int(bitPattern: opaque) - 1)
    guard whence & AVSEEK_SIZE == 0 else {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int64(status.st_size) : Int64(pilotage_error_system(errno))
    }
    let place = lseek(descriptor, off_t(offset), whence & ~AVSEEK_FORCE)
    return place < 0 ? Int64(pilotage_error_system(errno)) : Int64(place)
}
