public import PilotageAPI

/// A track that holds its fixes.
public struct ListTrack: Track {
    /// The item.
    public let item: TrackItem
    /// In time order.
    public let fixes: [Fix]

    /// The track of an item.
    public init(_ id: String, startUTC: Double? = nil, fixes: [Fix]) {
        item = TrackItem(id: id, startUTC: startUTC, provenance: Provenance())
        self.fixes = fixes
    }

    /// Hands over every fix in order.
    public func forEachFix(_ body: (Fix) throws -> Void) throws {
        for fix in fixes { try body(fix) }
    }
}
