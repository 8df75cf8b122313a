public import PilotageAPI
internal import Synchronization

/// Writes one row a frame, and beside it the types of the columns, the reference system and the failed items.
///
/// All four files are brought to the disk before the first of them appears under its name, the table last.
public final class CSVReporter: Reporter {
    /// What a manifest can set.
    public typealias Options = CSVOptions
    /// The name in manifests.
    public static let name = "report.csv"
    /// For tables of plugins.
    public static let summary = "a table with one row a frame, readable by GDAL, QGIS and everything else"

    private let paths: CSVPaths
    private let row: CSVRow
    private let open: @Sendable (String) throws -> AtomicFile
    private let table = Mutex<AtomicFile?>(nil)

    /// A reporter for the path of the table; the other files stand in the same directory.
    public convenience init(_ options: CSVOptions, path: String) throws {
        try self.init(options, path: path, open: { try AtomicFile(path: $0) })
    }

    /// A reporter that opens its files by a function of the tests.
    package init(
        _ options: CSVOptions, path: String, open: @escaping @Sendable (String) throws -> AtomicFile
    ) throws {
        paths = try CSVPaths(table: path)
        row = CSVRow(isForSpreadsheets: options.isForSpreadsheets)
        self.open = open
    }

    /// The table, the types of its columns, its reference system and the failed items.
    public var files: [String] { [paths.table, paths.types, paths.referenceSystem, paths.failures] }

    /// Starts the table with the names of its columns.
    public func begin(_ run: RunHeader) throws {
        abandon()
        let file = try open(paths.table)
        table.withLock { $0 = file }
        try file.write(row.line(FixColumn.allCases.map(\.rawValue)))
    }

    /// Adds the rows of an item.
    public func write(_ track: any Track) throws {
        let file = started
        let item = track.item
        try track.forEachFix { fix in
            let record = FixRecord(fix, of: item)
            try file.write(row.line(FixColumn.allCases.map { cell(record[$0]) }))
        }
    }

    /// Writes the other files and puts all of them in their places.
    public func finish(_ summary: RunSummary) throws {
        let file = started
        try file.seal()
        let others = [
            try sealed(paths.types, CSVSidecars.types),
            try sealed(paths.referenceSystem, CSVSidecars.referenceSystem),
            try sealedFailures(summary.failures),
        ]
        for other in others + [file] { try other.publish() }
        table.withLock { $0 = nil }
    }

    /// Removes what was written so far.
    public func abandon() {
        let file = table.withLock { file in
            defer { file = nil }
            return file
        }
        file?.abandon()
    }

    private var started: AtomicFile {
        guard let file = table.withLock({ $0 }) else { preconditionFailure("\(paths.table) was not begun") }
        return file
    }

    private func cell(_ cell: FixCell) -> String? {
        if case .text(let text) = cell { row.cell(text) } else { cell.text }
    }

    private func sealed(_ path: String, _ text: String) throws -> AtomicFile {
        let file = try open(path)
        try file.write(text)
        try file.seal()
        return file
    }

    private func sealedFailures(_ failures: [ItemFailure]) throws -> AtomicFile {
        let file = try open(paths.failures)
        try file.write(row.line(["item", "kind", "message", "hint"]))
        for failure in failures {
            try file.write(
                row.line([failure.item, failure.kind, failure.message, failure.hint ?? ""].map(row.cell)))
        }
        try file.seal()
        return file
    }
}
