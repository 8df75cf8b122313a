extension String {
    /// The text with everything visible that would steer a terminal or pass for another line: line breaks become `\n`,
    /// the escape character `\u{1b}`.
    ///
    /// Names of files come from strangers and hold whatever they like.
    /// - Parameter keepingLines: whether line feeds stay as they are, for texts of several lines.
    public func visible(keepingLines: Bool = false) -> String {
        guard unicodeScalars.contains(where: { $0.isUnseen }) else { return self }
        var shown = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n" where keepingLines: shown.unicodeScalars.append(scalar)
            case "\n": shown += "\\n"
            case "\r": shown += "\\r"
            case "\t": shown += "\\t"
            case _ where scalar.isUnseen: shown += "\\u{\(String(scalar.value, radix: 16))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}

extension Unicode.Scalar {
    /// Control characters, line separators, and what turns the direction of writing round.
    fileprivate var isUnseen: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        }
    }
}
