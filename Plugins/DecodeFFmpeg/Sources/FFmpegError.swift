import CFFmpeg
import PilotageAPI

/// A code that a call into FFmpeg gave.
struct FFmpegError: Error, Hashable {
    /// The negative number.
    let code: Int32
    /// The function that gave it.
    let call: String

    /// `avcodec_send_packet: Invalid data found when processing input (-1094995529)`.
    var cause: String {
        var buffer = [CChar](repeating: 0, count: 128)
        av_strerror(code, &buffer, buffer.count)
        let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "\(call): \(text) (\(code))"
    }

    /// The error as the engine tells it.
    func telling(_ kind: PilotageError.Kind, _ message: String, hint: String? = nil) -> PilotageError {
        PilotageError(kind, message, cause: cause, hint: hint)
    }
}

/// The answer of a call that says by a negative number that something went wrong.
@discardableResult
func checked(_ call: String, _ code: Int32) throws(FFmpegError) -> Int32 {
    guard code >= 0 else { throw FFmpegError(code: code, call: call) }
    return code
}

/// What was allocated; where nothing was, memory ran out.
func allocated<Pointee>(_ what: String, _ pointer: UnsafeMutablePointer<Pointee>?) throws
    -> UnsafeMutablePointer<Pointee>
{
    guard let pointer else {
        throw PilotageError(
            .exhausted, "no memory for \(what)", hint: "run fewer items at a time with --jobs")
    }
    return pointer
}
