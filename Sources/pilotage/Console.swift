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
    static func result(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// Anything for people, with control characters made visible.
    static func note(_ text: String) {
        lineShown.withLock { shown in
            write((shown ? "\r\u{1B}[K" : "") + printable(text) + "\n", to: STDERR_FILENO)
            shown = false
        }
    }

    /// An error with its cause and hint.
    static func error(_ error: PilotageError) { note("error: \(error.description)") }

    /// A line that the next one takes the place of.
    static func progress(_ line: String) {
        lineShown.withLock { shown in
            write("\r\u{1B}[K" + line, to: STDERR_FILENO)
            shown = true
        }
    }

    /// Text from strangers must not steer the terminal: control characters are shown by their numbers.
    static func printable(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            let isBidi =
                ("\u{202A}"..."\u{202E}").contains(scalar) || ("\u{2066}"..."\u{2069}").contains(scalar)
            if scalar != "\n", isBidi || scalar.properties.generalCategory == .control {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let wrote = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if wrote <= 0 { return }
            bytes = bytes.dropFirst(wrote)
        }
    }
}
