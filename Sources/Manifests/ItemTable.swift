internal import PilotageAPI
internal import Tables

/// A table of items: a row says what an item of the manifest says.
struct ItemTable {
    /// The rows as the items that a manifest would have; empty cells are left out.
    let nodes: [OptionNode]
    /// What is wrong with the header, to be told together with what is wrong with the rows.
    let problems: [PilotageError]

    private static let columns: [(column: TableColumn, isNumber: Bool)] = [
        (TableColumn("path", aliases: ["file"]), false), (TableColumn("id"), false),
        (TableColumn("as"), false),
        (TableColumn("start"), false), (TableColumn("fov_deg"), true),
        (TableColumn("projection"), false), (TableColumn("front_deg"), true),
    ]

    /// Reads a table.
    ///
    /// - Throws: `PilotageError` or `PilotageErrors` where it is no table.
    init(path: String) throws {
        let table = try Table(path: path)
        var problems = TableProblems(table.name)
        table.note(unknownBut: Self.columns.map(\.column), &problems)
        let hasPath = table.has(Self.columns[0].column)
        if !hasPath { table.note(missing: Self.columns[0].column, &problems) }
        self.problems = problems.all
        // Without paths every row would say the same again.
        nodes = hasPath ? table.rows.map(Self.node) : []
    }

    private static func node(_ row: TableRow) -> OptionNode {
        let mark = SourceMark(line: row.line, column: 1)
        let entries = columns.compactMap { column, isNumber -> OptionEntry? in
            guard let text = row.text(column) else { return nil }
            let value: OptionNode.Value =
                isNumber ? decimal(text).map { .double($0) } ?? .string(text) : .string(text)
            return OptionEntry(key: column.name, at: mark, value: OptionNode(value, at: mark))
        }
        return OptionNode(.object(entries), at: mark)
    }
}
