public import PilotageAPI

/// What a manifest can set for `report.csv`.
public struct CSVOptions: PluginOptions {
    /// Whether texts that a spreadsheet would take for a formula get an apostrophe in front.
    public let isForSpreadsheets: Bool

    /// Reads every option.
    public init(from reader: inout OptionReader) {
        isForSpreadsheets = reader.bool(
            "spreadsheet", default: false,
            "put an apostrophe before ids, sources and messages that a spreadsheet would run as a formula")
    }
}
