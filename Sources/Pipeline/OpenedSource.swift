internal import PilotageAPI

/// A file opened by the decoder that recognizes it; errors come out with the decoder's name.
final class OpenedSource: FrameReader {
    private let decoder: any Decoder
    private let reader: any FrameReader

    /// Opens a file.
    ///
    /// - Throws: `PilotageError` where nothing can be read at all.
    init(_ source: MediaSource, by decoders: [any Decoder], as format: FrameFormat, threads: Int) throws {
        let decoder = try decoders.choose(for: source)
        self.decoder = decoder
        reader = try named(decoder) { try decoder.frames(of: source, as: format, threads: threads) }
    }

    var provenance: Provenance { reader.provenance }
    var durationSeconds: Double? { reader.durationSeconds }
    var stepSeconds: Double? { reader.stepSeconds }
    var losses: DecodingLosses { reader.losses }

    func next() throws -> Frame? { try named(decoder) { try reader.next() } }
}

extension DecodingLosses {
    /// What two files lost together.
    static func + (one: DecodingLosses, other: DecodingLosses) -> DecodingLosses {
        DecodingLosses(
            damagedPackets: one.damagedPackets + other.damagedPackets,
            isTruncated: one.isTruncated || other.isTruncated)
    }
}
