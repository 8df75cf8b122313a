internal import CFFmpeg
internal import PilotageAPI

/// Calls into FFmpeg that can fail.
enum FFmpegCall {
    /// The answer of a call that says by a negative number that something went wrong.
    ///
    /// - Throws: `PilotageError` with what FFmpeg said.
    @discardableResult
    static func check(_ name: String, _ code: Int32, _ message: String) throws -> Int32 {
        guard code >= 0 else {
            var buffer = [CChar](repeating: 0, count: 128)
            av_strerror(code, &buffer, buffer.count)
            let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            let cause = "\(name): \(String(decoding: bytes, as: UTF8.self)) (\(code))"
            throw PilotageError(
                code == pilotage_error_system(ENOMEM) ? .exhausted : .unsupported, message, cause: cause)
        }
        return code
    }

    /// What was allocated; where nothing was, memory ran out.
    static func allocated<Pointer>(_ what: String, _ pointer: Pointer?) throws -> Pointer {
        guard let pointer else { throw PilotageError(.exhausted, "no memory for \(what)") }
        return pointer
    }
}
