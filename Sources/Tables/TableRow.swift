public import Geodesy
internal import PilotageAPI

/// A row of a table, with its cells by column.
///
/// Every reading function answers nil for an empty or missing cell, and nil with a noted problem for a wrong one.
public struct TableRow: Sendable {
    /// Where the columns of a table stand; shared by all its rows.
    final class Layout: Sendable {
        let foldedHeader: [String]

        /// - Throws: `PilotageErrors` where two columns have one name.
        init(name: String, header: [String]) throws {
            foldedHeader = header.map(foldedName)
            var problems = TableProblems(name)
            for (index, folded) in foldedHeader.enumerated()
            where !folded.isEmpty && foldedHeader[..<index].contains(folded) {
                problems.add("two columns are named '\(header[index])'", line: 1)
            }
            try problems.check()
        }
    }

    private let layout: Layout
    /// The line of the file where the row begins, from 1.
    public let line: Int
    /// As written.
    public let cells: [String]

    init(layout: Layout, line: Int, cells: [String]) {
        self.layout = layout
        self.line = line
        self.cells = cells
    }

    /// The text of a cell without spaces around it; nil where it is empty or the column is missing.
    public func text(_ column: TableColumn) -> String? {
        guard let index = column.index(in: layout.foldedHeader) else { return nil }
        let text = cells[index].trimmed()
        return text.isEmpty ? nil : text
    }

    /// A text that must be there.
    public func requiredText(_ column: TableColumn, _ problems: inout TableProblems) -> String? {
        let text = text(column)
        if text == nil { problems.add("\(column.name) is empty", line: line) }
        return text
    }

    /// A number within a range, with a point before its fraction.
    public func double(
        _ column: TableColumn, in range: ClosedRange<Double>, _ problems: inout TableProblems
    ) -> Double? {
        guard let text = text(column) else { return nil }
        if let value = decimal(text), range.contains(value) { return value }
        let expected = "a number from \(shortest(range.lowerBound)) to \(shortest(range.upperBound))"
        let hint = text.contains(",") ? "write a point before the fraction" : nil
        problems.add("\(column.name) is '\(text)', but must be \(expected)", line: line, hint: hint)
        return nil
    }

    /// A whole number within a range.
    public func int(_ column: TableColumn, in range: ClosedRange<Int>, _ problems: inout TableProblems)
        -> Int?
    {
        guard let text = text(column) else { return nil }
        if let value = Int(text), range.contains(value) { return value }
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        problems.add("\(column.name) is '\(text)', but must be \(expected)", line: line)
        return nil
    }

    /// A heading in degrees, brought into [0, 360); -360 to 720 are understood.
    public func heading(_ problems: inout TableProblems) -> Double? {
        double(.heading, in: -360...720, &problems).map(normalizedHeading)
    }

    /// A point in time, ISO 8601.
    public func time(_ column: TableColumn, _ problems: inout TableProblems) -> ISOTime? {
        guard let text = text(column) else { return nil }
        if let time = ISOTime(text) { return time }
        problems.add(
            "\(column.name) is '\(text)', but must be a time such as 2026-05-12T21:00:00Z", line: line)
        return nil
    }

    /// A position; nil without a problem where both cells are empty.
    public func coordinate(_ problems: inout TableProblems) -> Coordinate? {
        switch (text(.latitude), text(.longitude)) {
        case (nil, nil): return nil
        case (nil, _): problems.add("lat is empty, but lon is not", line: line)
        case (_, nil): problems.add("lon is empty, but lat is not", line: line)
        case (let latitude?, let longitude?):
            if let north = Double(latitude), let east = Double(longitude), abs(north) > 90, abs(east) <= 90,
                abs(north) <= 180
            {
                problems.add(
                    "lat is '\(latitude)', but must be a number from -90 to 90", line: line,
                    hint: "are lat and lon swapped?")
                return nil
            }
            let north = double(.latitude, in: -90...90, &problems)
            let east = double(.longitude, in: -180...180, &problems)
            if let north, let east { return Coordinate(latitude: north, longitude: east) }
        }
        return nil
    }

    /// A position that must be there.
    public func requiredCoordinate(_ problems: inout TableProblems) -> Coordinate? {
        if text(.latitude) == nil, text(.longitude) == nil {
            problems.add("lat and lon are empty", line: line)
        }
        return coordinate(&problems)
    }
}

extension String {
    /// Without spaces, tabs and line breaks around it.
    func trimmed() -> String {
        // Most cells have nothing around them, and tables have millions of cells: look at two bytes first.
        guard let first = utf8.first, let last = utf8.last else { return self }
        let visible: ClosedRange<UInt8> = 0x21...0x7E
        if visible.contains(first), visible.contains(last) { return self }
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}

/// A number as tables write them: Swift would take hexadecimal digits too.
package func decimal(_ text: String) -> Double? {
    text.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") } ? nil : Double(text)
}
