internal import Geodesy
public import PilotageAPI
internal import Synchronization

/// Writes one point per located frame as a GeoJSON feature collection (RFC 7946).
///
/// Features are written as they come, so memory does not grow with the run; what is known only at the end, the bounding
/// box and the counts, stands behind them.
public final class GeoJSONReporter: Reporter {
    /// What a manifest can set.
    public typealias Options = NoOptions
    /// The name in manifests.
    public static let name = "report.geojson"
    /// For tables of plugins.
    public static let summary = "one point per located frame with all that is known of it, for maps"

    private struct Collection {
        var file: AtomicFile
        var bounds = GeoBounds()
        var frames = 0
        var features = 0
    }

    private let path: String
    private let open: @Sendable (String) throws -> AtomicFile
    private let collection = Mutex<Collection?>(nil)

    /// A reporter for the path of the file.
    public convenience init(_ options: NoOptions, path: String) throws {
        try self.init(options, path: path, open: { try AtomicFile(path: $0) })
    }

    /// A reporter that opens its file by a function of the tests.
    package init(
        _ options: NoOptions, path: String, open: @escaping @Sendable (String) throws -> AtomicFile
    ) throws {
        self.path = path
        self.open = open
    }

    /// The one file.
    public var files: [String] { [path] }

    /// Starts the collection with all that is known of the run.
    public func begin(_ run: RunHeader) throws {
        abandon()
        let file = try open(path)
        collection.withLock { $0 = Collection(file: file) }
        let facts = [
            ("name", run.name), ("generator", run.generator), ("gallery", run.gallery),
            ("embedder", run.embedder),
            ("locator", run.locator),
        ]
        let members = facts.map { "\"\($0.0)\": \(jsonString($0.1))" }.joined(separator: ", ")
        try file.write(
            """
            {
            "type": "FeatureCollection",
            "name": \(jsonString(run.name)),
            "run": {\(members)},
            "features": [
            """)
    }

    /// Adds the features of an item.
    public func write(_ track: any Track) throws {
        var state = started
        let item = track.item
        // A frame lasts until the next one begins, so each is written one later.
        var pending: FixRecord?
        try track.forEachFix { fix in
            let record = FixRecord(fix, of: item)
            if let pending { try add(pending, until: record[.timeUTC], to: &state) }
            pending = record
        }
        if let pending { try add(pending, until: pending[.timeUTC], to: &state) }
        collection.withLock { $0 = state }
    }

    /// Ends the collection and puts the file in its place.
    public func finish(_ summary: RunSummary) throws {
        let state = started
        let box = state.bounds.box.map { $0.map { fixed($0, digits: 7) }.joined(separator: ", ") }
        let bounds = box.map { "\"bbox\": [\($0)],\n" } ?? ""
        let counts = [
            ("items_done", summary.done), ("items_failed", summary.failures.count), ("frames", state.frames),
            ("features", state.features),
        ]
        let members = counts.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ")
        try state.file.write("\n],\n\(bounds)\"summary\": {\(members)}\n}\n")
        try state.file.publish()
        collection.withLock { $0 = nil }
    }

    /// Removes what was written so far.
    public func abandon() {
        let file = collection.withLock { state in
            defer { state = nil }
            return state?.file
        }
        file?.abandon()
    }

    private var started: Collection {
        guard let state = collection.withLock({ $0 }) else { preconditionFailure("\(path) was not begun") }
        return state
    }

    private func add(_ record: FixRecord, until end: FixCell, to state: inout Collection) throws {
        state.frames += 1
        guard let feature = GeoFeature(record) else { return }
        try state.file.write((state.features == 0 ? "\n" : ",\n") + feature.json(until: end))
        state.bounds.include(feature.coordinate)
        state.features += 1
    }
}
