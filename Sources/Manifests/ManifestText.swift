internal import Foundation
public import PilotageAPI
internal import Yams

/// Reads the text of a manifest, JSON or YAML, into values that know where they stand.
///
/// JSON is read by the YAML parser too, since that one keeps lines and columns; that it is really JSON is checked before.
public enum ManifestText {
    /// The values of a text.
    ///
    /// - Parameter isJSON: whether the text must be JSON.
    /// - Throws: `PilotageError` with line and column.
    public static func parse(_ text: String, isJSON: Bool) throws -> OptionNode {
        if isJSON { try checkJSON(text) }
        do {
            if !isJSON { try ManifestAliases.check(text) }
            guard let root = try Yams.compose(yaml: text) else {
                throw PilotageError(
                    .invalid, "the manifest is empty", hint: "see docs/manifest.md for an example")
            }
            return try NodeConverter().convert(root)
        } catch let error as YamlError {
            throw syntaxError(error)
        }
    }

    private static func checkJSON(_ text: String) throws {
        do {
            _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
        } catch {
            let said = (error as NSError).userInfo["NSDebugDescription"].map { "\($0)" } ?? "\(error)"
            throw PilotageError(
                .invalid, "the file is not valid JSON",
                place: place(of: said, in: text).map { [$0.description] } ?? [],
                cause: said,
                hint: "a manifest that is meant to be YAML must be named .yaml or .yml")
        }
    }

    /// The place that Foundation's words name, by line and column or by a count of characters.
    private static func place(of said: String, in text: String) -> SourceMark? {
        if let match = said.firstMatch(of: /line (\d+), column (\d+)/), let line = Int(match.1),
            let column = Int(match.2)
        {
            return SourceMark(line: line, column: column)
        }
        guard let match = said.firstMatch(of: /character (\d+)/), let offset = Int(match.1) else {
            return nil
        }
        let before = text.utf8.prefix(offset)
        let lineStart =
            before.lastIndex(of: UInt8(ascii: "\n")).map { before.index(after: $0) } ?? before.startIndex
        return SourceMark(
            line: 1 + before.count { $0 == UInt8(ascii: "\n") },
            column: 1 + before.distance(from: lineStart, to: before.endIndex))
    }

    private static func syntaxError(_ error: YamlError) -> PilotageError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            PilotageError(
                .invalid, "the YAML cannot be read: \(problem.lowercased())",
                place: [SourceMark(line: mark.line, column: mark.column).description])
        case .duplicatedKeysInMapping(let duplicates, let context):
            PilotageError(
                .invalid,
                "the key '\(duplicates.map { "\($0)" }.sorted().joined(separator: "', '"))' is given twice",
                place: [SourceMark(line: context.mark.line, column: context.mark.column).description])
        default:
            PilotageError(.invalid, "the YAML cannot be read", cause: "\(error)")
        }
    }
}

/// Turns the parser's nodes into ours.
private struct NodeConverter {
    func convert(_ node: Node) throws -> OptionNode {
        let mark = node.mark.map { SourceMark(line: $0.line, column: $0.column) }
        switch node {
        case .scalar(let scalar):
            return OptionNode(scalarValue(scalar), at: mark)
        case .sequence(let sequence):
            return OptionNode(.array(try sequence.map { try convert($0) }), at: mark)
        case .mapping(let mapping):
            let entries = try mapping.map { key, value in
                let keyMark = key.mark.map { SourceMark(line: $0.line, column: $0.column) }
                guard let name = key.string else {
                    throw PilotageError(
                        .invalid, "a key must be a text", place: keyMark.map { [$0.description] } ?? [])
                }
                return OptionEntry(key: name, at: keyMark, value: try convert(value))
            }
            return OptionNode(.object(entries), at: mark)
        case .alias:
            throw PilotageError(
                .invalid, "an alias stands where a value is expected",
                place: mark.map { [$0.description] } ?? [], hint: "write the value out")
        }
    }

    /// A plain scalar is what it looks like, by YAML's core schema; a quoted one is always a text.
    private func scalarValue(_ scalar: Node.Scalar) -> OptionNode.Value {
        let text = scalar.string
        guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return .string(text) }
        if let int = Int(text) { return .int(int) }
        if let double = Double(text), double.isFinite { return .double(double) }
        return .string(text)
    }
}
