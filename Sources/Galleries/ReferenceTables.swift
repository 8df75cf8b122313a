internal import Foundation
internal import Geodesy
internal import PilotageAPI
internal import Tables
internal import Tensors

/// A CSV file that lists photos and frames of videos: `file, lat, lon`, and where known `heading_deg, time_s,
/// captured_at, split`. Relative paths are relative to it.
struct PhotoTable {
    let path: String
    /// Only rows of this split; nil for all.
    let split: String?

    func references() throws -> References {
        let table = try Table(path: path)
        try table.require(.file, .latitude, .longitude)
        var problems = TableProblems(table.name)
        var found = References()
        for row in try table.rows(ofSplit: split) { add(row, to: &found, &problems) }
        try problems.check()
        return found
    }

    private func add(_ row: TableRow, to found: inout References, _ problems: inout TableProblems) {
        let heading = row.heading(&problems)
        let seconds = row.double(.time, in: 0...10_000_000, &problems)
        let capturedAt = row.time(.capturedAt, &problems)?.text
        let coordinate = row.coordinate(&problems)
        guard let file = row.requiredText(.file, &problems) else { return }
        let source = seconds.map { "\(file)#t=\(fixed($0, digits: 3))" } ?? file
        guard let coordinate else {
            found.leftOut.append(LeftOut(source, "line \(row.line) gives no position"))
            return
        }
        let whole = file.hasPrefix("/") ? file : "\(directory)/\(file)"
        let place = Place(id: 0, coordinate: coordinate, headingDegrees: heading, source: source)
        found.usable.append(
            Reference(path: whole, timeSeconds: seconds, place: place, capturedAt: capturedAt))
    }

    private var directory: String {
        path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
    }
}

/// A CSV file whose row i tells where row i of a matrix was taken: `lat, lon`, and where known `id, heading_deg, next,
/// source, captured_at`.
struct PlaceTable {
    let path: String
    /// The matrix.
    let matrix: String
    /// Only rows of this split; nil for all.
    let split: String?

    /// References in the order of their ids; without ids, of the rows.
    func references() throws -> References {
        let table = try Table(path: path)
        try table.require(.latitude, .longitude)
        _ = try table.rows(ofSplit: split)
        try checkCount(table.rows.count)
        let hasIDs = table.has(.id)
        var problems = TableProblems(table.name)
        if table.has(.next), !hasIDs {
            problems.add("column 'id' is missing", line: 1, hint: "next names ids, so places need some")
        }
        var found = References()
        var seen: [Int: Int] = [:]
        for (number, row) in table.rows.enumerated() where split == nil || row.text(.split) == split {
            guard var reference = reference(row, number, &problems) else { continue }
            if hasIDs {
                guard let id = id(row, &problems) else { continue }
                if let line = seen.updateValue(row.line, forKey: id) {
                    problems.add("id \(id) stands in line \(line) too", line: row.line)
                }
                (reference.place.id, reference.hasID) = (id, true)
            }
            found.usable.append(reference)
        }
        try problems.check()
        if hasIDs { found.usable.sort { $0.place.id < $1.place.id } }
        return found
    }

    private func checkCount(_ count: Int) throws {
        let rows: Int
        do {
            rows = try NPYRows(npyFile: matrix).rows
        } catch {
            throw PilotageError(
                .unsupported, "not a matrix of embeddings", place: [matrix], cause: "\(error)")
        }
        guard rows == count else {
            throw PilotageError(
                .invalid, "\(count) rows of places, but \(rows) rows of embeddings", place: [path],
                hint: "row i of the table tells where row i of \(matrix) was taken")
        }
    }

    private func reference(_ row: TableRow, _ number: Int, _ problems: inout TableProblems) -> Reference? {
        let heading = row.heading(&problems)
        let capturedAt = row.time(.capturedAt, &problems)?.text
        let words = row.text(.next)?.split(whereSeparator: { " ;".contains($0) }) ?? []
        let next = words.compactMap { Int($0) }
        if next.count != words.count {
            problems.add(
                "next is '\(row.text(.next) ?? "")', but must be ids with spaces between them", line: row.line
            )
        }
        guard let coordinate = row.requiredCoordinate(&problems) else { return nil }
        let source = row.text(.source) ?? "\(matrix.split(separator: "/").last ?? "")#\(number)"
        let place = Place(
            id: number, coordinate: coordinate, headingDegrees: heading, source: source, next: next)
        return Reference(path: matrix, row: number, place: place, capturedAt: capturedAt)
    }

    private func id(_ row: TableRow, _ problems: inout TableProblems) -> Int? {
        if row.text(.id) == nil { problems.add("id is empty", line: row.line) }
        return row.int(.id, in: 0...(1 << 53), &problems)
    }
}
