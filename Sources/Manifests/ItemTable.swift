internal import PilotageAPI
internal import Tables

/// A table of items: a row says what an item of the manifest says.
enum ItemTable {
    private static let columns: [(key: String, isNumber: Bool)] = [
        ("path", false), ("id", false), ("as", false), ("start", false), ("fov_deg", true),
    ]

    /// The rows as the items that a manifest would have; empty cells are left out.
    static func nodes(path: String) throws -> [OptionNode] {
        let table = try Table(path: path)
        try table.require(TableColumn("path", aliases: ["file"]))
        return table.rows.map { row in
            let mark = SourceMark(line: row.line, column: 1)
            let entries = columns.compactMap { column -> OptionEntry? in
                let aliases = column.key == "path" ? ["file"] : []
                guard let text = row.text(TableColumn(column.key, aliases: aliases)) else { return nil }
                let value: OptionNode.Value =
                    column.isNumber ? Double(text).map { .double($0) } ?? .string(text) : .string(text)
                return OptionEntry(key: column.key, at: mark, value: OptionNode(value, at: mark))
            }
            return OptionNode(.object(entries), at: mark)
        }
    }
}
