/// Reads the options of one plugin, and notes all that is wrong with them.
public struct OptionReader {
    private let node: OptionNode
    private let plugin: String
    private var problems: [PilotageError] = []
    /// The options asked for so far.
    public private(set) var descriptions: [OptionDescription] = []

    /// A reader of an object's keys.
    init(_ node: OptionNode, of plugin: String) {
        self.node = node
        self.plugin = plugin
    }

    /// A whole number within a range.
    public mutating func int(
        _ key: String, default fallback: Int, in range: ClosedRange<Int>, _ help: String
    ) -> Int {
        describe(
            key, "\(range.lowerBound) … \(range.upperBound)",
            #"{"type": "integer", "minimum": \#(range.lowerBound), "maximum": \#(range.upperBound)}"#,
            "\(fallback)", help)
        return read(key, fallback, "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            if case .int(let value) = $0, range.contains(value) { value } else { nil }
        }
    }

    /// One of some whole numbers.
    public mutating func int(
        _ key: String, default fallback: Int, among choices: [Int], _ help: String
    ) -> Int {
        let listed = choices.map(String.init).joined(separator: ", ")
        describe(key, listed, #"{"enum": [\#(listed)]}"#, "\(fallback)", help)
        return read(key, fallback, "one of \(listed)") {
            if case .int(let value) = $0, choices.contains(value) { value } else { nil }
        }
    }

    /// The path of a file; nil where none is given.
    ///
    /// Only building a gallery reads it: the gallery keeps what it needs of the file, and the file's name without folders.
    public mutating func file(_ key: String, _ help: String) -> String? {
        describe(key, "a path", #"{"type": "string", "minLength": 1}"#, "none", help, namesFile: true)
        return read(key, nil, "a path") {
            if case .string(let path) = $0, !path.isEmpty { .some(path) } else { nil }
        }
    }

    /// A number within a range.
    public mutating func double(
        _ key: String, default fallback: Double, in range: ClosedRange<Double>, _ help: String
    ) -> Double {
        let (low, high) = (plain(range.lowerBound), plain(range.upperBound))
        describe(
            key, "\(low) … \(high)", #"{"type": "number", "minimum": \#(low), "maximum": \#(high)}"#,
            plain(fallback), help)
        return read(key, fallback, "a number from \(low) to \(high)") {
            switch $0 {
            case .double(let value) where range.contains(value): value
            case .int(let value) where range.contains(Double(value)): Double(value)
            default: nil
            }
        }
    }

    /// True or false.
    public mutating func bool(_ key: String, default fallback: Bool, _ help: String) -> Bool {
        describe(key, "true, false", #"{"type": "boolean"}"#, "\(fallback)", help)
        return read(key, fallback, "true or false") { if case .bool(let value) = $0 { value } else { nil } }
    }

    /// One of the cases of an enumeration, by raw value.
    public mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, default fallback: Choice, _ help: String
    ) -> Choice {
        let names = Choice.allCases.map(\.rawValue)
        let quoted = names.map { "\"\($0)\"" }.joined(separator: ", ")
        describe(key, names.joined(separator: ", "), #"{"enum": [\#(quoted)]}"#, fallback.rawValue, help)
        return read(key, fallback, "one of \(names.joined(separator: ", "))") {
            if case .string(let value) = $0 { Choice(rawValue: value) } else { nil }
        }
    }

    /// A text that `parse` understands; `form` says which in words, `pattern` as a regular expression.
    public mutating func text<Parsed>(
        _ key: String, default fallback: String, form: String, pattern: String, _ help: String,
        parse: (String) -> Parsed?
    ) -> Parsed {
        let escaped = pattern.replacing("\\", with: "\\\\")
        describe(key, form, #"{"type": "string", "pattern": "\#(escaped)"}"#, fallback, help)
        guard let parsedFallback = parse(fallback) else {
            preconditionFailure("the default '\(fallback)' of '\(key)' is not \(form)")
        }
        return read(key, parsedFallback, form) {
            if case .string(let value) = $0 { parse(value) } else { nil }
        }
    }

    /// All that is wrong, unknown keys included.
    mutating func finish() -> [PilotageError] {
        guard case .object(let entries) = node.value else {
            return [problem(node.mark, "\(node.shown) where a group of options should stand")]
        }
        let known = descriptions.map(\.key)
        var seen: Set<String> = []
        for entry in entries {
            if !seen.insert(entry.key).inserted {
                problems.append(problem(entry.mark, "option '\(entry.key)' is given twice"))
            } else if !known.contains(entry.key) {
                problems.append(unknownKey(entry, known))
            }
        }
        return problems
    }

    private func unknownKey(_ entry: OptionEntry, _ known: [String]) -> PilotageError {
        let hint =
            nearestName(to: entry.key, among: known).map { "did you mean '\($0)'?" }
            ?? (known.isEmpty ? "it takes no options" : "it takes \(known.joined(separator: ", "))")
        return problem(entry.mark, "unknown option '\(entry.key)'", hint: hint)
    }

    private mutating func describe(
        _ key: String, _ values: String, _ schema: String, _ fallback: String, _ help: String,
        namesFile: Bool = false
    ) {
        descriptions.append(
            OptionDescription(
                key: key, values: values, schema: schema, defaultValue: fallback, help: help,
                namesFile: namesFile))
    }

    private mutating func read<Parsed>(
        _ key: String, _ fallback: Parsed, _ expected: String, _ parse: (OptionNode.Value) -> Parsed?
    ) -> Parsed {
        guard let found = node[key] else { return fallback }
        if let value = parse(found.value) { return value }
        problems.append(problem(found.mark, "option '\(key)' is \(found.shown), but must be \(expected)"))
        return fallback
    }

    private func problem(_ mark: SourceMark?, _ message: String, hint: String? = nil) -> PilotageError {
        PilotageError(.invalid, message, place: (mark.map { [$0.description] } ?? []) + [plugin], hint: hint)
    }
}

/// A number without a fraction that says nothing.
private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}
