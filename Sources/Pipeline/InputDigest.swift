internal import Digests
internal import Foundation
internal import Manifests
internal import PilotageAPI

/// What tells whether an item's files are still those that a result was made from.
///
/// Size, time of the last change, and SHA-256 of the first and last 64 KiB: reading terabytes of video before every
/// run would cost more than the run.
enum InputDigest {
    static let edge = 64 << 10

    /// The digest of an item's files and rows, of how it was taken, and of why it is refused; also for files that cannot be read.
    static func of(_ item: PlannedItem) -> String {
        var text = (item.isSequence ? "sequence\n" : "") + (item.refusal?.description ?? "") + views(of: item)
        for source in item.sources {
            // A link stands for what it leads to.
            let file = URL(filePath: source.path).resolvingSymlinksInPath().path
            let attributes = (try? FileManager.default.attributesOfItem(atPath: file)) ?? [:]
            let size = attributes[.size] as? Int ?? 0
            let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            let isPlain = attributes[.type] as? FileAttributeType == .typeRegular
            let rows = source.rows.map { $0.map(String.init).joined(separator: " ") } ?? "all"
            let turns = source.turns.map { " " + $0.map { $0.map { $0 ? "1" : "0" } ?? "-" }.joined() } ?? ""
            let content = isPlain ? edges(of: file, size: size) : ""
            text += "\(source.path)\n\(size) \(changed) \(content) \(rows)\(turns)\n"
        }
        return SHA256.hexDigits(of: Array(text.utf8))
    }

    /// How the item's cameras see; nothing where nobody has told.
    private static func views(of item: PlannedItem) -> String {
        let numbers: [(String, [Double]?)] = [
            ("rig", item.rigHeadingsDegrees), ("front", item.panoramaFrontDegrees.map { [$0] }),
            ("field of view", item.fieldOfViewDegrees.map { [$0] }),
        ]
        return numbers.compactMap { name, values in values.map { "\(name) \($0)\n" } }.joined()
    }

    private static func edges(of path: String, size: Int) -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? file.close() }
        var bytes = Array((try? file.read(upToCount: edge)) ?? Data())
        if size > edge, (try? file.seek(toOffset: UInt64(max(edge, size - edge)))) != nil {
            bytes += (try? file.read(upToCount: edge)) ?? Data()
        }
        return SHA256.hexDigits(of: bytes)
    }
}
