internal import Foundation
internal import PilotageAPI

/// The text of a CSV file, checked before anything is parsed.
struct TableText {
    let text: String

    /// Reads a file of at most `limit` bytes.
    init(path: String, name: String, limit: Int) throws {
        try TableText.checkFile(path, name, limit)
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw PilotageError(.unreadable, "cannot be read", place: [path], cause: "\(error)")
        }
        if data.starts(with: [0xff, 0xfe]) || data.starts(with: [0xfe, 0xff]) {
            throw PilotageError(
                .invalid, "the text is UTF-16, but must be UTF-8", place: [name], hint: "save it as CSV UTF-8"
            )
        }
        if data.contains(0) {
            throw PilotageError(
                .invalid, "a zero byte in what should be text", place: [name], hint: "is it a CSV file?")
        }
        let withoutMark = data.starts(with: [0xef, 0xbb, 0xbf]) ? data.dropFirst(3) : data
        guard let text = String(validating: withoutMark, as: UTF8.self) else {
            throw PilotageError(
                .invalid, "the text is not UTF-8", place: [name], hint: "save it as CSV UTF-8")
        }
        self.text = text
    }

    private static func checkFile(_ path: String, _ name: String, _ limit: Int) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw PilotageError(
                .unreadable, "no such file", place: [path], cause: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw PilotageError(.unreadable, "not a file", place: [path])
        }
        guard status.st_size <= limit else {
            throw PilotageError(
                .invalid, "\(status.st_size) bytes, but a table may have \(limit)", place: [name],
                hint: "split the file")
        }
    }
}
