internal import PilotageAPI

/// The files of one report.
struct CSVPaths {
    /// The rows.
    let table: String
    /// The types of the columns, found by GDAL and QGIS under the table's name with another suffix.
    let types: String
    /// The reference system, found in the same way.
    let referenceSystem: String
    /// The items that gave no rows.
    let failures: String

    /// The files that belong to a table.
    ///
    /// - Throws: `PilotageError` where the table would be overwritten by a file beside it.
    init(table: String) throws {
        let nameStart = table.lastIndex(of: "/").map { table.index(after: $0) } ?? table.startIndex
        let name = table[nameStart...]
        let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 } ?? table.endIndex
        self.table = table
        types = table[..<dot] + ".csvt"
        referenceSystem = table[..<dot] + ".prj"
        failures = table[..<nameStart] + "failures.csv"
        guard ![types, referenceSystem, failures].contains(table) else {
            throw PilotageError(
                .invalid, "'\(name)' is the name of a file that stands beside the table", place: [table],
                hint: "choose another name, such as fixes.csv")
        }
    }
}
