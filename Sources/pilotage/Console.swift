import Foundation
import PilotageAPI
import Synchronization

/// The only way to the terminal: results to standard output, all else to standard error.
enum Console {
    /// A progress line that is on the screen now, to be wiped before anything else is written.
    private static let lineShown = Mutex(false)

    /// Whether standard error is a terminal.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns of the terminal.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// A result, for other programs.
    ///
    /// Where nobody reads it any more, as in `pilotage plugins | head`, the program ends as Unix tools do.
    /// - Throws: `PilotageError` where it cannot be written, on a full disk for example.
    static func result(_ text: String) throws {
        let code = write(text + "\n", to: STDOUT_FILENO)
        if code == EPIPE {
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        guard code != 0 else { return }
        throw PilotageError(
            .unwritable, "standard output cannot be written", cause: String(cString: strerror(code)),
            hint: "the result is not complete: look where the output goes, then do this again")
    }

    /// A result as JSON, its keys in order.
    static func result(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try result(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Makes sure that no file that is opened later takes the place of a stream that the caller closed.
    static func guardStreams() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // Opened the wrong way round, so that reading and writing still fail.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Anything for people, with control characters but line feeds made visible.
    static func note(_ text: String) {
        lineShown.withLock { shown in
            write((shown ? "\r\u{1B}[K" : "") + text.visible(keepingLines: true) + "\n", to: STDERR_FILENO)
            shown = false
        }
    }

    /// An error with its cause and hint.
    static func error(_ error: PilotageError) { note("error: \(error.description)") }

    /// What is wrong, but keeps nothing from going on.
    static func remark(_ error: PilotageError) { note("note: \(error.description)") }

    /// Errors that are told together; of very many the first hundred, for the rest are mostly the same.
    static func errors(_ errors: [PilotageError]) {
        let most = 100
        for error in errors.prefix(most) { self.error(error) }
        if errors.count > most { note("… and \(errors.count - most) more errors") }
    }

    /// A line that the next one takes the place of.
    static func progress(_ line: String) {
        lineShown.withLock { shown in
            write("\r\u{1B}[K" + line, to: STDERR_FILENO)
            shown = true
        }
    }

    /// Writes all of a text; answers 0 or the error's code.
    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let wrote = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if wrote >= 0 {
                bytes = bytes.dropFirst(wrote)
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
