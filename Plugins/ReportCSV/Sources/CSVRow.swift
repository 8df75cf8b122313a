/// Rows of comma-separated values by RFC 4180, with line feeds between them.
struct CSVRow {
    /// Whether texts that a spreadsheet would run as a formula get an apostrophe in front.
    let isForSpreadsheets: Bool

    /// A row with its line feed; nil is an empty cell.
    func line(_ cells: [String?]) -> String {
        cells.map { $0 ?? "" }.joined(separator: ",") + "\n"
    }

    /// A text that came from outside, quoted where it must be.
    ///
    /// No table holds a NUL: it becomes U+FFFD. Everything else stays as it is, line breaks included.
    func cell(_ text: String) -> String {
        let isFormula = text.utf8.first.map(Self.formulaStarts.contains) ?? false
        let prefix = isForSpreadsheets && isFormula ? "'" : ""
        let needsQuotes =
            text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
            || text.utf8.first == 0x20 || text.utf8.last == 0x20
        return needsQuotes ? "\"\(prefix)\(escaped(text))\"" : prefix + escaped(text)
    }

    /// Byte by byte: to Swift a quote with a combining mark behind it is another character, to a reader it is a quote.
    private func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0 }) else { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x22: bytes += [0x22, 0x22]
            case 0: bytes += "\u{FFFD}".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `=`, `+`, `-`, `@`, tab and carriage return.
    private static let formulaStarts: Set<UInt8> = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D]
}
