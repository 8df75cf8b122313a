internal import Glibc
internal import PilotageAPI

/// A file for what memory is too small for while an item is under way.
///
/// It is unlinked as soon as it is open, so that even a killed run leaves nothing behind. Used by one thread at a time.
final class UnnamedFile {
    private let folder: String
    /// What it holds, for messages: `the evidence of 'walk.mp4'`.
    private let contents: String
    private var descriptor: Int32?
    /// Bytes in it.
    private(set) var count = 0

    /// A file in a folder, which is made with the first bytes.
    init(in folder: String, holding contents: String) {
        self.folder = folder
        self.contents = contents
    }

    deinit { if let descriptor { close(descriptor) } }

    /// Adds bytes at the end.
    ///
    /// - Throws: `PilotageError` of the kind `unwritable` where the disk takes no more.
    func append(_ bytes: [UInt8]) throws {
        let descriptor = try self.descriptor ?? open()
        self.descriptor = descriptor
        var done = 0
        while done < bytes.count {
            let wrote = bytes.withUnsafeBytes { bytes in
                pwrite(
                    descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(count + done))
            }
            guard wrote > 0 else { throw diskError("\(contents) cannot be kept") }
            done += wrote
        }
        count += bytes.count
    }

    /// Some of the bytes that were added.
    func read(_ range: Range<Int>) throws -> [UInt8] {
        guard let descriptor, !range.isEmpty else { return [] }
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
        var bytes = [UInt8](repeating: 0, count: range.count)
        var done = 0
        while done < bytes.count {
            let got = bytes.withUnsafeMutableBytes { bytes in
                pread(
                    descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
                    off_t(range.lowerBound + done))
            }
            guard got > 0 else { throw diskError("\(contents) cannot be read back") }
            done += got
        }
        return bytes
    }

    private func open() throws -> Int32 {
        var template = Array((folder + "/.spool-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw diskError("no temporary file can be made in '\(folder)'") }
        unlink(template)
        return descriptor
    }

    private func diskError(_ message: String) -> PilotageError {
        PilotageError(
            .unwritable, message, cause: String(cString: strerror(errno)),
            hint: "make room on the disk of the output directory and run again: what is finished is kept")
    }
}
