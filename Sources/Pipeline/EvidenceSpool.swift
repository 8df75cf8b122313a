internal import Foundation
internal import Glibc
package import PilotageAPI

/// The evidence of one item as it comes in: in memory while it is little, then in a file that has no name.
///
/// An item may have a million frames of several kilobytes each; a locator reads them back in pieces. The file is
/// unlinked as soon as it is open, so that even a killed run leaves nothing behind.
///
/// `@unchecked Sendable`: used by one thread at a time; `ItemWork` guards it.
package final class EvidenceSpool: TrackEvidence, @unchecked Sendable {
    package let item: String
    package private(set) var count = 0
    private let dimension: Int
    private let limit: Int
    private let folder: String
    private let memoryLimit: Int
    /// Records that are not in the file yet.
    private var tail: [UInt8] = []
    private var writtenRecords = 0
    private var descriptor: Int32?

    /// A spool for frames with at most `limit` candidates and embeddings of `dimension` elements.
    package init(item: String, dimension: Int, limit: Int, folder: String, memoryLimit: Int = 1 << 20) {
        self.item = item
        self.dimension = dimension
        self.limit = limit
        self.folder = folder
        self.memoryLimit = memoryLimit
    }

    deinit { if let descriptor { close(descriptor) } }

    /// Frame number, time, number of candidates or -1 for damage, candidates, embedding.
    private var recordSize: Int { 24 + 8 * limit + 4 * dimension }

    /// Adds the next frame's evidence.
    package func append(_ evidence: FrameEvidence) throws {
        var record = [UInt8](repeating: 0, count: recordSize)
        let candidates = evidence.candidates.prefix(limit)
        record.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: Int64(evidence.frame), as: Int64.self)
            bytes.storeBytes(of: evidence.timeSeconds, toByteOffset: 8, as: Double.self)
            bytes.storeBytes(
                of: evidence.isDamaged ? -1 : Int64(candidates.count), toByteOffset: 16, as: Int64.self)
            for (index, candidate) in candidates.enumerated() {
                bytes.storeBytes(of: Int32(candidate.row), toByteOffset: 24 + 8 * index, as: Int32.self)
                bytes.storeBytes(of: candidate.similarity, toByteOffset: 28 + 8 * index, as: Float.self)
            }
            for (index, value) in evidence.embedding.enumerated() {
                bytes.storeBytes(of: value, toByteOffset: 24 + 8 * limit + 4 * index, as: Float.self)
            }
        }
        tail += record
        count += 1
        if tail.count >= memoryLimit { try flush() }
    }

    package func frames(in range: Range<Int>) throws -> [FrameEvidence] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "frames \(range) of \(count)")
        let split = min(max(writtenRecords, range.lowerBound), range.upperBound)
        var bytes = try read(records: range.lowerBound..<split)
        bytes +=
            tail[
                max(0, split - writtenRecords) * recordSize..<max(0, range.upperBound - writtenRecords)
                    * recordSize]
        return (0..<range.count).map { decode(bytes, at: $0 * recordSize) }
    }

    private func decode(_ bytes: [UInt8], at offset: Int) -> FrameEvidence {
        bytes.withUnsafeBytes { bytes in
            let found = bytes.loadUnaligned(fromByteOffset: offset + 16, as: Int64.self)
            let candidates = (0..<max(0, Int(found))).map { index in
                Candidate(
                    row: Int(bytes.loadUnaligned(fromByteOffset: offset + 24 + 8 * index, as: Int32.self)),
                    similarity: bytes.loadUnaligned(fromByteOffset: offset + 28 + 8 * index, as: Float.self))
            }
            let start = offset + 24 + 8 * limit
            let embedding =
                found < 0
                ? []
                : (0..<dimension).map {
                    bytes.loadUnaligned(fromByteOffset: start + 4 * $0, as: Float.self)
                }
            return FrameEvidence(
                frame: Int(bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)),
                timeSeconds: bytes.loadUnaligned(fromByteOffset: offset + 8, as: Double.self),
                candidates: candidates, embedding: embedding)
        }
    }

    private func flush() throws {
        let descriptor = try self.descriptor ?? openUnnamedFile()
        self.descriptor = descriptor
        var done = 0
        while done < tail.count {
            let wrote = tail.withUnsafeBytes { bytes in
                pwrite(
                    descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
                    off_t(writtenRecords * recordSize + done))
            }
            guard wrote > 0 else { throw diskError("the evidence of '\(item)' cannot be kept") }
            done += wrote
        }
        writtenRecords += tail.count / recordSize
        tail.removeAll(keepingCapacity: true)
    }

    private func read(records: Range<Int>) throws -> [UInt8] {
        guard let descriptor, !records.isEmpty else { return [] }
        var bytes = [UInt8](repeating: 0, count: records.count * recordSize)
        var done = 0
        while done < bytes.count {
            let got = bytes.withUnsafeMutableBytes { bytes in
                pread(
                    descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
                    off_t(records.lowerBound * recordSize + done))
            }
            guard got > 0 else { throw diskError("the evidence of '\(item)' cannot be read back") }
            done += got
        }
        return bytes
    }

    private func openUnnamedFile() throws -> Int32 {
        var template = Array((folder + "/.evidence-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw diskError("no temporary file can be made in '\(folder)'") }
        unlink(template)
        return descriptor
    }

    private func diskError(_ message: String) -> PilotageError {
        PilotageError(
            .exhausted, message, cause: String(cString: strerror(errno)),
            hint: "make room on the disk of the output directory and run again: what is finished is kept")
    }
}
