internal import Foundation
internal import PilotageAPI

/// Collects what is wrong with a manifest, so that all of it can be told at once.
final class Problems {
    private(set) var errors: [PilotageError] = []
    /// The file that marks refer to where it is not the manifest itself.
    var table: String?

    func add(_ mark: SourceMark?, _ message: String, hint: String? = nil, kind: PilotageError.Kind = .invalid)
    {
        var place = table.map { [$0] } ?? []
        if let mark { place.append(table == nil ? mark.description : "line \(mark.line)") }
        errors.append(PilotageError(kind, message, place: place, hint: hint))
    }

    func add(_ error: PilotageError, under mark: SourceMark?) {
        errors.append(mark.map { error.at($0.description) } ?? error)
    }

    func throwIfAny() throws {
        if !errors.isEmpty { throw PilotageErrors(errors) }
    }
}

/// Reads the keys of one object of a manifest by type, and notes all that is wrong.
struct ObjectReader {
    let node: OptionNode
    /// What the object is, for messages: `the manifest`, `an item`.
    let what: String
    let problems: Problems

    /// A reader; notes unknown and doubled keys at once.
    init(_ node: OptionNode, _ what: String, keys: [String], _ problems: Problems) {
        self.node = node
        self.what = what
        self.problems = problems
        guard case .object(let entries) = node.value else {
            problems.add(node.mark, "\(what) is \(node.shown), but must be a group of keys")
            return
        }
        var seen: Set<String> = []
        for entry in entries {
            if !seen.insert(entry.key).inserted {
                problems.add(entry.mark, "the key '\(entry.key)' is given twice")
            } else if !keys.contains(entry.key) {
                let hint =
                    nearestName(to: entry.key, among: keys).map { "did you mean '\($0)'?" }
                    ?? "\(what) takes \(keys.joined(separator: ", "))"
                problems.add(entry.mark, "unknown key '\(entry.key)' in \(what)", hint: hint)
            }
        }
    }

    /// Notes the keys that are missing; nothing where the node is no object, which was noted before.
    func require(_ keys: [String]) {
        guard case .object = node.value else { return }
        for key in keys where node[key] == nil {
            problems.add(node.mark, "the key '\(key)' is missing in \(what)")
        }
    }

    /// A text that is not empty.
    func text(_ key: String) -> String? {
        read(key, "a text") { if case .string(let text) = $0, !text.isEmpty { text } else { nil } }
    }

    /// A number in a range.
    func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        read(key, "a number from \(range.lowerBound) to \(range.upperBound)") { numberIn(range, $0) }
    }

    /// So many numbers in a row, each in its range.
    func numbers(_ key: String, in ranges: [ClosedRange<Double>], form: String) -> [Double]? {
        read(key, form) { value in
            guard case .array(let nodes) = value, nodes.count == ranges.count else { return nil }
            let numbers = zip(nodes, ranges).compactMap { numberIn($1, $0.value) }
            return numbers.count == ranges.count ? numbers : nil
        }
    }

    /// An angle in degrees, [0, 360).
    func angle(_ key: String) -> Double? { read(key, "a number from 0 to below 360") { angleIn($0) } }

    /// Angles in degrees, [0, 360).
    func angles(_ key: String) -> [Double]? {
        read(key, "a list of numbers from 0 to below 360, such as [0, 180]") { value in
            guard case .array(let nodes) = value, !nodes.isEmpty else { return nil }
            let angles = nodes.compactMap { angleIn($0.value) }
            return angles.count == nodes.count ? angles : nil
        }
    }

    /// Row numbers of a matrix.
    func rows(_ key: String) -> [Int]? {
        read(key, "a list of row numbers from 0, such as [0, 1, 2]") { value in
            guard case .array(let nodes) = value, !nodes.isEmpty else { return nil }
            var rows: [Int] = []
            for node in nodes {
                guard case .int(let row) = node.value, row >= 0 else { return nil }
                rows.append(row)
            }
            return rows
        }
    }

    /// For every frame whether the camera turned before it; nil where that is not known.
    func turns(_ key: String) -> [Bool?]? {
        read(key, "a list of nothing but 0, 1 and null, such as [null, 0, 1]") { value in
            guard case .array(let nodes) = value, !nodes.isEmpty else { return nil }
            var turns: [Bool?] = []
            for node in nodes {
                switch node.value {
                case .null: turns.append(nil)
                case .int(0), .bool(false): turns.append(false)
                case .int(1), .bool(true): turns.append(true)
                default: return nil
                }
            }
            return turns
        }
    }

    /// A point in time, in seconds since 1970-01-01T00:00:00Z.
    func time(_ key: String) -> Double? {
        read(key, "a time with its zone, such as 2026-05-12T21:00:00Z") {
            if case .string(let text) = $0 { secondsSince1970(text) } else { nil }
        }
    }

    /// One of some words.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice? {
        read(key, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))") {
            if case .string(let text) = $0 { Choice(rawValue: text) } else { nil }
        }
    }

    private func read<Value>(_ key: String, _ expected: String, _ parse: (OptionNode.Value) -> Value?)
        -> Value?
    {
        guard let found = node[key] else { return nil }
        if let value = parse(found.value) { return value }
        problems.add(found.mark, "'\(key)' is \(found.shown), but must be \(expected)")
        return nil
    }
}

private func numberIn(_ range: ClosedRange<Double>, _ value: OptionNode.Value) -> Double? {
    switch value {
    case .int(let int) where range.contains(Double(int)): Double(int)
    case .double(let double) where range.contains(double): double
    default: nil
    }
}

private func angleIn(_ value: OptionNode.Value) -> Double? {
    numberIn(0...360, value).flatMap { $0 < 360 ? $0 : nil }
}

/// A time with its zone as seconds since 1970; nil where the text is no such time.
func secondsSince1970(_ text: String) -> Double? {
    for fraction in [false, true] {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: fraction)
        if let date = try? style.parse(text) { return date.timeIntervalSince1970 }
    }
    return nil
}
