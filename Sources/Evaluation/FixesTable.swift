internal import Geodesy
internal import PilotageAPI
internal import Tables

/// A table of fixes, as `report.csv` writes it.
///
/// Only an item and a position are required, so that the answers of other programs can be evaluated as well: without
/// `frame` an item's rows count as its frames, without `status` every row with a position is located.
public struct FixesTable: Sendable {
    /// In the order of the file.
    public var frames: [EvaluatedFrame]

    /// Reads a file.
    ///
    /// - Throws: `PilotageError`, or `PilotageErrors` with all that is wrong, by line.
    public init(path: String) throws { try self.init(Table(path: path)) }

    /// Reads text; `name` is used in messages.
    public init(name: String, text: String) throws { try self.init(Table(name: name, text: text)) }

    private init(_ table: Table) throws {
        try table.require(.item, .latitude, .longitude)
        var problems = TableProblems(table.name)
        var (read, seen) = ([EvaluatedFrame](), [String: Set<Int>]())
        for row in table.rows {
            guard let item = row.requiredText(.item, &problems) else { continue }
            let next = table.has(.frame) ? nil : seen[item, default: []].count
            guard let frame = evaluatedFrame(row, of: item, number: next, &problems) else { continue }
            if !seen[item, default: []].insert(frame.frame).inserted {
                problems.add("frame \(frame.frame) of '\(item)' stands in two rows", line: row.line)
            }
            read.append(frame)
        }
        try problems.check()
        frames = read
    }
}

/// The frame of a row; nil with a noted problem where it has no number.
private func evaluatedFrame(
    _ row: TableRow, of item: String, number: Int?, _ problems: inout TableProblems
) -> EvaluatedFrame? {
    guard let number = number ?? row.int(.frame, in: 0...Int(Int32.max), &problems) else {
        if row.text(.frame) == nil { problems.add("frame is empty", line: row.line) }
        return nil
    }
    let coordinate = row.coordinate(&problems)
    let status = status(row, hasPosition: coordinate != nil, &problems)
    return EvaluatedFrame(
        item: item, frame: number, timeSeconds: row.double(.time, in: 0...1e9, &problems) ?? 0,
        status: status,
        coordinate: coordinate, headingDegrees: row.heading(&problems),
        confidence: row.double(.confidence, in: 0...1, &problems),
        radiusMeters: row.double(.radius, in: 0...1e9, &problems),
        accuracyMeters: row.double(.accuracy, in: 0...1e9, &problems),
        r95Meters: row.double(.r95, in: 0...1e9, &problems),
        // Other programs name and measure places as they like: what says nothing here is left out.
        placeID: row.text(.placeID).flatMap { Int($0) },
        similarity: row.text(.similarity).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil })
}

private func status(_ row: TableRow, hasPosition: Bool, _ problems: inout TableProblems) -> Fix.Status {
    guard let text = row.text(.status) else { return hasPosition ? .located : .noMatch }
    guard let status = Fix.Status(rawValue: text) else {
        let known = Fix.Status.allCases.map(\.rawValue).joined(separator: ", ")
        problems.add("status is '\(text)', but must be one of \(known)", line: row.line)
        return .noMatch
    }
    let isAnswered = status == .located || status == .ambiguous
    if isAnswered != hasPosition {
        problems.add(
            "status is '\(text)', but the row has \(hasPosition ? "a" : "no") position", line: row.line)
    }
    return status
}

extension TableColumn {
    /// An item by its id or path.
    static let item = TableColumn("item", aliases: ["file", "path", "filename", "image", "photo"])
    static let frame = TableColumn(FixColumn.frame.rawValue)
    static let status = TableColumn(FixColumn.status.rawValue)
    static let confidence = TableColumn(FixColumn.confidence.rawValue)
    static let radius = TableColumn(FixColumn.radiusMeters.rawValue)
    static let accuracy = TableColumn(FixColumn.accuracyMeters.rawValue)
    static let r95 = TableColumn(FixColumn.r95Meters.rawValue)
    static let placeID = TableColumn(FixColumn.placeID.rawValue)
    static let similarity = TableColumn(FixColumn.similarity.rawValue)
}
