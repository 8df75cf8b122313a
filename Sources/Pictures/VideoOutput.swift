internal import CFFmpeg
internal import PilotageAPI

/// FFmpeg's way of writing to an `AtomicFile`: forwards, and back over what it wrote before.
final class VideoOutput {
    private static let bufferSize: Int32 = 1 << 16

    private let file: AtomicFile
    private var position = 0
    private var length = 0
    /// Why a write failed; FFmpeg itself only knows that one did.
    private(set) var failure: (any Error)?
    /// What FFmpeg writes to.
    private(set) var context: UnsafeMutablePointer<AVIOContext>?

    /// Makes a file writable for FFmpeg, which must not use the context longer than this object lives.
    init(_ file: AtomicFile) throws {
        self.file = file
        let buffer = try FFmpegCall.allocated("a file's buffer", av_malloc(Int(Self.bufferSize)))
        context = avio_alloc_context(
            buffer.assumingMemoryBound(to: UInt8.self), Self.bufferSize, 1,
            Unmanaged.passUnretained(self).toOpaque(), nil, writeBytes, seekBytes)
        if context == nil {
            av_free(buffer)
            throw PilotageError(.exhausted, "no memory for a file's buffer")
        }
    }

    deinit {
        // FFmpeg may have put another buffer in the first one's place.
        if let context { av_freep(&context.pointee.buffer) }
        avio_context_free(&context)
    }

    /// Writes at the position, over what is there and then behind it.
    fileprivate func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
        do {
            let inside = max(0, min(bytes.count, length - position))
            if inside > 0 { try file.overwrite(at: position, with: Array(bytes[..<inside])) }
            if inside < bytes.count { try file.write(bytes[inside...]) }
        } catch {
            failure = failure ?? error
            return pilotage_error_system(EIO)
        }
        position += bytes.count
        length = max(length, position)
        return Int32(bytes.count)
    }

    /// Moves to an offset, as `lseek` does; answers the new one.
    fileprivate func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
        if whence == AVSEEK_SIZE { return Int64(length) }
        let start = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? position : length
        let target = start + Int(offset)
        // A hole in the file is nothing that a container needs.
        guard (0...length).contains(target) else { return Int64(pilotage_error_system(EINVAL)) }
        position = target
        return Int64(target)
    }
}

/// FFmpeg's `write_packet`.
private func writeBytes(
    _ opaque: UnsafeMutableRawPointer?, _ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int32
) -> Int32 {
    guard let opaque else { return pilotage_error_system(EINVAL) }
    let output = Unmanaged<VideoOutput>.fromOpaque(opaque).takeUnretainedValue()
    return output.write(UnsafeBufferPointer(start: bytes, count: Int(count)))
}

/// FFmpeg's `seek`.
private func seekBytes(_ opaque: UnsafeMutableRawPointer?, _ offset: Int64, _ whence: Int32) -> Int64 {
    guard let opaque else { return Int64(pilotage_error_system(EINVAL)) }
    return Unmanaged<VideoOutput>.fromOpaque(opaque).takeUnretainedValue().seek(offset, whence)
}
