internal import Geodesy
internal import PilotageAPI
internal import Tables

/// A truth file: where items really were.
///
/// Columns: `file` or `item`, `lat`, `lon`, and where there are any `time_s`, `heading_deg` and `split`.
public struct TruthTable: Sendable {
    /// In the order in which the file names them first.
    public var tracks: [TruthTrack]

    /// Reads a file.
    ///
    /// - Parameter split: only rows with this in their column `split`; nil for all.
    /// - Throws: `PilotageError`, or `PilotageErrors` with all that is wrong, by line.
    public init(path: String, split: String? = nil) throws { try self.init(Table(path: path), split) }

    /// Reads text; `name` is used in messages.
    public init(name: String, text: String, split: String? = nil) throws {
        try self.init(Table(name: name, text: text), split)
    }

    private init(_ table: Table, _ split: String?) throws {
        try table.require(.item, .latitude, .longitude)
        let chosen = try table.rows(ofSplit: split)
        var problems = TableProblems(table.name)
        var (names, rows) = ([String](), [String: [NumberedPoint]]())
        for row in chosen {
            guard let name = row.requiredText(.item, &problems),
                let coordinate = row.requiredCoordinate(&problems)
            else { continue }
            let point = TruthPoint(
                timeSeconds: row.double(.time, in: -1e9...1e9, &problems), coordinate: coordinate,
                headingDegrees: row.heading(&problems))
            if rows[name] == nil { names.append(name) }
            rows[name, default: []].append(NumberedPoint(line: row.line, point: point))
        }
        try problems.check()
        guard !names.isEmpty else {
            throw PilotageError(.invalid, "no rows below the header", place: [table.name])
        }
        tracks = names.map { truthTrack($0, rows[$0] ?? [], &problems) }
        try problems.check()
    }
}

private struct NumberedPoint {
    var line: Int
    var point: TruthPoint
}

/// The points of an item in time order; notes what contradicts itself.
private func truthTrack(_ name: String, _ rows: [NumberedPoint], _ problems: inout TableProblems)
    -> TruthTrack
{
    let timed = rows.filter { $0.point.timeSeconds != nil }
    if timed.count < rows.count, rows.count > 1 {
        for row in rows where row.point.timeSeconds == nil {
            problems.add(
                "one of \(rows.count) rows for '\(name)', but without time_s", line: row.line,
                hint: "give every row of a video its time, or keep one row without")
        }
    }
    let sorted = timed.enumerated().sorted {
        ($0.element.point.timeSeconds ?? 0, $0.offset) < ($1.element.point.timeSeconds ?? 0, $1.offset)
    }.map(\.element)
    for (one, other) in zip(sorted, sorted.dropFirst()) where one.point.timeSeconds == other.point.timeSeconds
    {
        problems.add("time_s of '\(name)' is the same as in line \(one.line)", line: other.line)
    }
    return TruthTrack(name: name, points: (sorted.isEmpty ? Array(rows.prefix(1)) : sorted).map(\.point))
}
