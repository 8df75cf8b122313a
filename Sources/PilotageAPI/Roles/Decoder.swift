/// Turns a file into frames.
public protocol Decoder: Plugin {
    /// Opens nothing.
    init(_ options: Options) throws
    /// A cheap look at the name and first bytes: whether this decoder should be tried.
    static func recognizes(_ source: MediaSource) -> Bool
    /// Opens a source.
    ///
    /// - Parameters:
    ///   - format: the pictures that are wanted.
    ///   - threads: how many threads the decoder may use for this source, at least 1.
    /// - Throws: `PilotageError` where nothing can be read at all.
    func frames(of source: MediaSource, as format: FrameFormat, threads: Int) throws -> any FrameReader
    /// What a photo says of itself; nil for a source that has a length in time.
    ///
    /// For scanning folders: a decoder that can tell without decoding the photo should. Then a damaged photo is only
    /// found out when its frame is wanted.
    /// - Throws: `PilotageError` where nothing can be read at all.
    func photoProvenance(of source: MediaSource) throws -> Provenance?
}

extension Decoder {
    /// By opening the source, with the smallest pictures.
    public func photoProvenance(of source: MediaSource) throws -> Provenance? {
        try openedProvenance(of: source)
    }

    /// What a source without a length in time says of itself, by opening it.
    package func openedProvenance(of source: MediaSource) throws -> Provenance? {
        let reader = try frames(of: source, as: FrameFormat(color: .gray, longSide: 64), threads: 1)
        if let seconds = reader.durationSeconds, seconds > 0 { return nil }
        return reader.provenance
    }
}

/// The frames of one opened source. Used by one thread at a time.
public protocol FrameReader: AnyObject {
    /// What the file says of itself.
    var provenance: Provenance { get }
    /// How long the source is in seconds, where it says so; an estimate, for progress only.
    var durationSeconds: Double? { get }
    /// Seconds from one frame that is asked for to the next; nil where that is for the file to say, as for key frames.
    var stepSeconds: Double? { get }
    /// What was lost so far.
    var losses: DecodingLosses { get }
    /// The next frame in time order; nil at the end.
    ///
    /// Damage costs frames, not the source: a reader goes on behind it and counts what was lost.
    /// - Throws: `PilotageError` where it cannot go on and gave no frame at all.
    func next() throws -> Frame?
}

extension FrameReader {
    /// Not known.
    public var stepSeconds: Double? { nil }
}

/// What a decoder could not use.
public struct DecodingLosses: Hashable, Sendable {
    /// Packets that could not be decoded.
    public var damagedPackets: Int
    /// Whether the file ends before its own end.
    public var isTruncated: Bool

    /// Nothing lost, unless given.
    public init(damagedPackets: Int = 0, isTruncated: Bool = false) {
        self.damagedPackets = damagedPackets
        self.isTruncated = isTruncated
    }
}
