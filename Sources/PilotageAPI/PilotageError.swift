/// What went wrong, where, and what can be done about it.
public struct PilotageError: Error, Hashable, Sendable {
    /// The kinds that programs may want to tell apart; they stand in `failures.csv`.
    public enum Kind: String, Sendable, CaseIterable {
        /// Arguments, manifest or options are wrong.
        case invalid
        /// A file is missing or may not be read.
        case unreadable
        /// A file is of a kind that cannot be decoded.
        case unsupported
        /// A file is damaged.
        case damaged
        /// A gallery does not fit the run or is damaged.
        case gallery
        /// A file cannot be written, or the disk is full.
        case unwritable
        /// Memory ran out.
        case exhausted
    }

    /// The kind of error.
    public var kind: Kind
    /// What is wrong, with the value found and what was expected: lower case, no full stop.
    public var message: String
    /// File, item, time, line or key: outermost first. The engine adds what the thrower does not know.
    public var place: [String]
    /// What a library said, in its own words.
    public var cause: String?
    /// What the user can do.
    public var hint: String?

    /// An error; `place` is completed on its way up.
    public init(
        _ kind: Kind, _ message: String, place: [String] = [], cause: String? = nil, hint: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.place = place
        self.cause = cause
        self.hint = hint
    }

    /// The same error, seen from further out.
    public func at(_ outer: String...) -> PilotageError {
        var error = self
        error.place = outer + place
        return error
    }
}

extension PilotageError: CustomStringConvertible {
    /// `place: message`, then `cause:` and `hint:` lines; further lines of a cause are indented.
    ///
    /// Control characters are made visible, so that the name of a file cannot pass for an error of its own, and of a
    /// message that quotes a whole file the beginning is shown.
    public var description: String {
        let longest = 1000
        let shown = message.count > longest ? message.prefix(longest) + "…" : message[...]
        var text = (place + [String(shown)]).joined(separator: ": ").visible()
        if let cause {
            let lines = cause.split(separator: "\n").map { String($0).visible() }
            text += "\n  cause: \(lines.joined(separator: "\n         "))"
        }
        if let hint { text += "\n  hint: \(hint.visible())" }
        return text
    }
}

/// Several errors that are told together, such as all that is wrong with a manifest.
public struct PilotageErrors: Error, Sendable {
    /// In the order of the file.
    public var errors: [PilotageError]

    /// Some errors.
    public init(_ errors: [PilotageError]) { self.errors = errors }
}
