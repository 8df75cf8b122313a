import CFFmpeg
import Synchronization

/// JPEG decoders that wait to be used again: opening one takes as long as decoding a small picture.
final class JPEGDecoderPool: Sendable {
    /// A decoder in the pool belongs to no one, so it may go to any thread.
    private struct Idle: @unchecked Sendable {
        var byHalvings: [[PictureDecoder]] = [[], [], [], []]
    }

    private let idle = Mutex(Idle())

    /// Has a decoder that halves pictures so often do some work. It is kept only if that goes well.
    func use<Result>(halvings: Int, _ work: (PictureDecoder) throws -> Result) throws -> Result {
        nonisolated(unsafe) var waiting: PictureDecoder?
        idle.withLock { waiting = $0.byHalvings[halvings].popLast() }
        nonisolated(unsafe) let decoder =
            try waiting ?? PictureDecoder(AV_CODEC_ID_MJPEG, halvings: halvings, isStrict: true)
        let result = try work(decoder)
        idle.withLock { $0.byHalvings[halvings].append(decoder) }
        return result
    }
}
