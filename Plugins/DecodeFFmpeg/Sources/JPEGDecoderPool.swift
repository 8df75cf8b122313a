import Synchronization

/// JPEG decoders that wait to be used again, with their memory and their scalers' tables.
final class JPEGDecoderPool: Sendable {
    /// A decoder in the pool belongs to no one, so it may go to any thread.
    private struct Idle: @unchecked Sendable {
        var decoders: [JPEGDecoder] = []
    }

    private let idle = Mutex(Idle())

    /// Has a decoder do some work. It is kept only if that goes well.
    func use<Result>(_ work: (JPEGDecoder) throws -> Result) throws -> Result {
        nonisolated(unsafe) var waiting: JPEGDecoder?
        idle.withLock { waiting = $0.decoders.popLast() }
        nonisolated(unsafe) let decoder = try waiting ?? JPEGDecoder()
        let result = try work(decoder)
        idle.withLock { $0.decoders.append(decoder) }
        return result
    }
}
