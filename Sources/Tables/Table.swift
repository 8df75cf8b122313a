internal import PilotageAPI
internal import SwiftCSV

/// A CSV file with a header line: the cells as text, the line where each row begins.
///
/// Understood are UTF-8 with or without byte order mark; `,`, `;` and tab, told apart by the header line; quoted cells
/// with separators and line breaks in them; LF and CRLF.
public struct Table: Sendable {
    /// The name used in messages: the last part of its path.
    public let name: String
    /// The names in the header line, as written.
    public let header: [String]
    /// In the order of the file.
    public let rows: [TableRow]
    private let layout: TableRow.Layout

    /// Reads a file.
    ///
    /// - Parameter limit: the largest file that is read, in bytes.
    /// - Throws: `PilotageError` or, where several things are wrong, `PilotageErrors`.
    public init(path: String, limit: Int = 512 << 20) throws {
        let name = String(path.split(separator: "/").last ?? "")
        try self.init(name: name, text: try TableText(path: path, name: name, limit: limit).text)
    }

    /// Reads text.
    ///
    /// - Throws: `PilotageError` or, where several things are wrong, `PilotageErrors`.
    public init(name: String, text: String) throws {
        self.name = name
        let lines = try parsedLines(of: text, name: name)
        guard let first = lines.first, first.cells.contains(where: { !$0.isEmpty }) else {
            throw PilotageError(
                .invalid, "no header line", place: [name], hint: "name the columns in the first line")
        }
        header = first.cells.map { $0.trimmed() }
        let filled = lines.dropFirst().filter { $0.cells != [""] }
        var problems = TableProblems(name)
        for line in filled where line.cells.count != first.cells.count {
            problems.add(
                "\(line.cells.count) cells, but the header has \(first.cells.count)", line: line.number,
                hint: "cells with a separator in them need quotation marks")
        }
        try problems.check()
        let layout = try TableRow.Layout(name: name, header: header)
        self.layout = layout
        rows = filled.map { TableRow(layout: layout, line: $0.number, cells: $0.cells) }
    }

    /// Whether the header names a column.
    public func has(_ column: TableColumn) -> Bool { column.index(in: layout.foldedHeader) != nil }

    /// Checks that the header names some columns, each once.
    ///
    /// - Throws: `PilotageErrors` with every column that is missing.
    public func require(_ columns: TableColumn...) throws {
        var problems = TableProblems(name)
        for column in columns where !has(column) { note(missing: column, &problems) }
        try problems.check()
    }

    /// The rows of a part, by their column `split`; all rows for nil.
    ///
    /// - Throws: `PilotageError` where no row has it, with the parts that there are.
    public func rows(ofSplit split: String?) throws -> [TableRow] {
        guard let split else { return rows }
        try require(.split)
        let found = rows.filter { $0.text(.split) == split }
        guard found.isEmpty else { return found }
        let parts = Set(rows.compactMap { $0.text(.split) }).sorted().joined(separator: ", ")
        throw PilotageError(
            .invalid, "no row has the split '\(split)'", place: [name],
            hint: parts.isEmpty ? "the column is empty" : "there are rows with \(parts)")
    }

    /// Notes that the header does not name a column.
    public func note(missing column: TableColumn, _ problems: inout TableProblems) {
        let near = nearestName(to: column.name, among: header)
        problems.add(
            "column '\(column.name)' is missing", line: 1,
            hint: near.map { "'\($0)' is there: is it that?" }
                ?? "the header has \(header.joined(separator: ", "))")
    }

    /// Notes every column of the header that is none of some; columns without a name are passed over.
    public func note(unknownBut columns: [TableColumn], _ problems: inout TableProblems) {
        let known = Set(columns.flatMap(\.foldedNames))
        for name in header where !name.isEmpty && !known.contains(foldedName(name)) {
            let names = columns.map(\.name)
            problems.add(
                "unknown column '\(name)'", line: 1,
                hint: nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
                    ?? "it takes \(names.joined(separator: ", "))")
        }
    }
}

private struct ParsedLine {
    var number: Int
    var cells: [String]
}

/// All rows, the header first, with the numbers of the lines where they begin.
private func parsedLines(of text: String, name: String) throws -> [ParsedLine] {
    if let line = unclosedQuote(in: text) {
        throw PilotageError(
            .invalid, "a quotation mark without a second one to close its cell",
            place: ["\(name), line \(line)"],
            hint: "put the whole cell in quotation marks and double the ones in it")
    }
    // Without a line break at the end, the parser would drop an empty last cell.
    let closed = text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
    let lines = LineCollector()
    do {
        let csv = try CSV<Enumerated>(
            string: closed, delimiter: separator(of: closed), loadColumns: false, rowLimit: 0)
        try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { lines.add($0) }
    } catch {
        throw PilotageError(
            .invalid, "a quotation mark in the middle of a cell", place: ["\(name), line \(lines.next)"],
            hint: "put the whole cell in quotation marks and double the ones in it")
    }
    return lines.lines
}

/// Numbers the rows that the parser hands over; a class because the parser's callback escapes.
private final class LineCollector {
    var lines: [ParsedLine] = []
    var next = 1

    func add(_ cells: [String]) {
        lines.append(ParsedLine(number: next, cells: cells))
        next += 1 + cells.reduce(0) { $0 + $1.lazy.filter(\.isNewline).count }
    }
}

/// The line of the quotation mark that has no partner, from 1; nil where all have one.
private func unclosedQuote(in text: String) -> Int? {
    var line = 1
    var opened: Int?
    var previous = UInt8(ascii: "\n")
    // The first one within a cell: what follows it is paired the wrong way round.
    var stray: Int?
    for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") {
            if opened == nil, !"\n\r,;\t\"".utf8.contains(previous) { stray = stray ?? line }
            opened = opened == nil ? line : nil
        } else if byte == UInt8(ascii: "\n") {
            line += 1
        }
        previous = byte
    }
    return opened.map { stray ?? $0 }
}

/// The separator that the header line has most of, outside of quotation marks.
private func separator(of text: String) -> CSVDelimiter {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if byte == UInt8(ascii: "\n"), !isQuoted { break }
        if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let (comma, semicolon, tab) = (counts[44] ?? 0, counts[59] ?? 0, counts[9] ?? 0)
    if semicolon > comma, semicolon >= tab { return .semicolon }
    return tab > comma ? .tab : .comma
}
