/// Writes the results of a run.
///
/// The file appears whole or not at all: a reporter writes beside its target and renames at the end.
public protocol Reporter: Plugin {
    /// Makes the reporter for a path; creates nothing yet.
    init(_ options: Options, path: String) throws
    /// Every file that it writes, those beside the report included; their paths begin as the report's own does.
    var files: [String] { get }
    /// Starts the file.
    func begin(_ run: RunHeader) throws
    /// Adds an item. Called in manifest order.
    func write(_ track: any Track) throws
    /// Ends the file and puts it in its place.
    func finish(_ summary: RunSummary) throws
    /// Removes what was written so far.
    func abandon()
}
