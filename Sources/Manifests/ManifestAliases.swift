internal import PilotageAPI
internal import Yams

/// Refuses texts whose aliases stand for more values than fit into memory.
///
/// The parser writes aliases out and hashes keys with all that they stand for, so counting in its result comes too late.
/// It is shown a copy first in which every `*` is a letter. Aliases are plain texts there, so the copy's tree is no larger
/// than the text, and what each name stands for can be added up.
struct ManifestAliases {
    /// Of a private-use area, so that nobody writes it. A plain text is looked through for it everywhere, since it may
    /// hold what the parser takes for several aliases, as in `{*a:*b}`.
    private static let letter: Unicode.Scalar = "\u{E000}"
    private let limit: Int
    private var sizes: [String: Int] = [:]

    /// Checks a text.
    ///
    /// - Throws: `PilotageError` with line and column, or `YamlError`.
    static func check(_ text: String) throws {
        // Names can only be used where some are given.
        guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else { return }
        var copy = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { copy.append(scalar == "*" ? letter : scalar) }
        let parser = try Parser(yaml: String(copy))
        // Every value that is written out takes a byte at least; the rest is for honest aliases.
        var aliases = ManifestAliases(limit: text.utf8.count + 100_000)
        if let root = try parser.singleRoot() { _ = try aliases.size(of: root) }
        // The nodes' names live as long as the parser.
        withExtendedLifetime(parser) {}
    }

    private init(limit: Int) { self.limit = limit }

    /// The number of values that a node stands for.
    private mutating func size(of node: Node) throws -> Int {
        var size = 1
        switch node {
        case .scalar(let scalar) where scalar.style == .plain || scalar.style == .any:
            size = max(1, names(in: scalar.string).reduce(0) { $0 + (sizes[$1] ?? 0) })
        case .scalar, .alias: break
        case .sequence(let sequence):
            for element in sequence { size += try self.size(of: element) }
        case .mapping(let mapping):
            for (key, value) in mapping { size += try self.size(of: key) + self.size(of: value) }
        }
        guard size <= limit else {
            throw PilotageError(
                .invalid, "the manifest has more than \(limit) values once its aliases are written out",
                place: node.mark.map { [SourceMark(line: $0.line, column: $0.column).description] } ?? [],
                hint: "write the values out instead of aliases to aliases")
        }
        if let name = node.anchor?.rawValue { sizes[name] = max(size, sizes[name] ?? 0) }
        return size
    }

    /// The names of all aliases that a plain text may hold.
    private func names(in text: String) -> [String] {
        text.unicodeScalars.split(separator: Self.letter, omittingEmptySubsequences: false).dropFirst().map {
            String(
                $0.prefix {
                    $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains($0))
                })
        }
    }
}
