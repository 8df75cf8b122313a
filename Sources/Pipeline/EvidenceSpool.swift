package import PilotageAPI

/// The evidence of one item as it comes in: in memory while it is little, then in a file.
///
/// An item may have a million frames of several kilobytes each; a locator reads them back in pieces.
///
/// `@unchecked Sendable`: used by one thread at a time; `ItemWork` guards it.
package final class EvidenceSpool: TrackEvidence, @unchecked Sendable {
    package let item: String
    package private(set) var count = 0
    package let rows: [Int]?
    package var isTimed = false
    private let dimension: Int
    private let limit: Int
    private let memoryLimit: Int
    /// Records that are not in the file yet.
    private var tail: [UInt8] = []
    private let file: UnnamedFile

    /// A spool for frames with at most `limit` candidates, which are of some rows, and embeddings of `dimension` elements.
    package init(
        item: String, dimension: Int, limit: Int, rows: [Int]? = nil, folder: String,
        memoryLimit: Int = 1 << 20
    ) {
        self.item = item
        self.rows = rows
        self.dimension = dimension
        self.limit = limit
        file = UnnamedFile(in: folder, holding: "the evidence of '\(item)'")
        self.memoryLimit = memoryLimit
    }

    /// Frame number, time, number of candidates or -1 for damage, its flags, candidates, embedding.
    private var recordSize: Int { Self.head + 8 * limit + 4 * dimension }
    /// Bytes of a record before its candidates.
    private static let head = 24
    private var writtenRecords: Int { file.count / recordSize }

    /// Adds the next frame's evidence.
    package func append(_ evidence: FrameEvidence) throws {
        var record = [UInt8](repeating: 0, count: recordSize)
        let candidates = evidence.candidates.prefix(limit)
        record.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: Int64(evidence.frame), as: Int64.self)
            bytes.storeBytes(of: evidence.timeSeconds, toByteOffset: 8, as: Double.self)
            bytes.storeBytes(
                of: evidence.isDamaged ? -1 : Int32(candidates.count), toByteOffset: 16, as: Int32.self)
            bytes.storeBytes(of: EvidenceFlags(evidence).bits, toByteOffset: 20, as: UInt32.self)
            for (index, candidate) in candidates.enumerated() {
                bytes.storeBytes(
                    of: Int32(candidate.row), toByteOffset: Self.head + 8 * index, as: Int32.self)
                bytes.storeBytes(
                    of: candidate.similarity, toByteOffset: Self.head + 4 + 8 * index, as: Float.self)
            }
            for (index, value) in evidence.embedding.enumerated() {
                bytes.storeBytes(of: value, toByteOffset: Self.head + 8 * limit + 4 * index, as: Float.self)
            }
        }
        tail += record
        count += 1
        guard tail.count >= memoryLimit else { return }
        try file.append(tail)
        tail.removeAll(keepingCapacity: true)
    }

    package func frames(in range: Range<Int>) throws -> [FrameEvidence] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "frames \(range) of \(count)")
        let split = min(max(writtenRecords, range.lowerBound), range.upperBound)
        var bytes = try file.read(range.lowerBound * recordSize..<split * recordSize)
        bytes +=
            tail[
                max(0, split - writtenRecords) * recordSize..<max(0, range.upperBound - writtenRecords)
                    * recordSize]
        return (0..<range.count).map { decode(bytes, at: $0 * recordSize) }
    }

    private func decode(_ bytes: [UInt8], at offset: Int) -> FrameEvidence {
        bytes.withUnsafeBytes { bytes in
            let found = bytes.loadUnaligned(fromByteOffset: offset + 16, as: Int32.self)
            let candidates = (0..<max(0, Int(found))).map { index in
                let place = offset + Self.head + 8 * index
                return Candidate(
                    row: Int(bytes.loadUnaligned(fromByteOffset: place, as: Int32.self)),
                    similarity: bytes.loadUnaligned(fromByteOffset: place + 4, as: Float.self))
            }
            let start = offset + Self.head + 8 * limit
            let embedding =
                found < 0
                ? []
                : (0..<dimension).map {
                    bytes.loadUnaligned(fromByteOffset: start + 4 * $0, as: Float.self)
                }
            let flags = EvidenceFlags(bits: bytes.loadUnaligned(fromByteOffset: offset + 20, as: UInt32.self))
            return FrameEvidence(
                frame: Int(bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)),
                timeSeconds: bytes.loadUnaligned(fromByteOffset: offset + 8, as: Double.self),
                candidates: candidates, embedding: embedding,
                beginsShot: flags.beginsShot, turned: flags.turned)
        }
    }
}

/// What is yes or no of a frame, as bits: a shot begins; whether the camera turned is known; it turned.
private struct EvidenceFlags {
    let bits: UInt32

    init(bits: UInt32) { self.bits = bits }

    init(_ evidence: FrameEvidence) {
        let turn: UInt32 = evidence.turned.map { $0 ? 6 : 2 } ?? 0
        bits = (evidence.beginsShot ? 1 : 0) | turn
    }

    var beginsShot: Bool { bits & 1 != 0 }
    var turned: Bool? { bits & 2 == 0 ? nil : bits & 4 != 0 }
}
