/// A column that a reader knows, with the names that it goes by in the field.
public struct TableColumn: Hashable, Sendable {
    /// The name used in messages and documentation.
    public let name: String
    /// Other names that are understood.
    public let aliases: [String]
    /// All names, made comparable.
    let foldedNames: [String]

    /// A column; names are compared without regard to case, spaces, `-` and `_`.
    public init(_ name: String, aliases: [String] = []) {
        self.name = name
        self.aliases = aliases
        foldedNames = ([name] + aliases).map(foldedName)
    }

    /// Degrees north, [-90, 90].
    public static let latitude = TableColumn("lat", aliases: ["latitude", "gps_latitude", "lat_deg"])
    /// Degrees east, [-180, 180].
    public static let longitude = TableColumn(
        "lon", aliases: ["longitude", "lng", "long", "gps_longitude", "lon_deg"])
    /// Degrees clockwise from true north.
    public static let heading = TableColumn(
        "heading_deg", aliases: ["heading", "yaw", "bearing", "compass_angle", "direction", "course"])
    /// A media file.
    public static let file = TableColumn("file", aliases: ["path", "filename", "image", "photo"])
    /// Seconds from the start of a video.
    public static let time = TableColumn("time_s", aliases: ["time", "seconds", "t"])
    /// When it was taken, ISO 8601.
    public static let capturedAt = TableColumn(
        "captured_at", aliases: ["timestamp", "datetime", "time_utc", "date"])
    /// `reference` or `query`, or any other name of a part.
    public static let split = TableColumn("split", aliases: ["part", "subset", "set"])
    /// A whole number that names a row.
    public static let id = TableColumn("id", aliases: ["place_id", "fid"])
    /// Ids, separated by spaces.
    public static let next = TableColumn("next", aliases: ["neighbors", "neighbours", "successors"])
    /// Where a place comes from.
    public static let source = TableColumn("source", aliases: ["file", "path", "filename", "image"])

    /// The position of the header cell that means this column: its own name before its aliases.
    ///
    /// - Parameter header: names made comparable by `foldedName`.
    func index(in header: [String]) -> Int? {
        for name in foldedNames {
            if let index = header.firstIndex(of: name) { return index }
        }
        return nil
    }
}

/// A column name without what people write differently.
func foldedName(_ name: String) -> String {
    String(name.lowercased().filter { !" -_\t".contains($0) })
}
