import CFFmpeg

/// Finds cuts in what a video's pass left out, by decoding that as well.
///
/// It has a pass of its own through the file, which only goes forward: all searches of a video together cost no more than
/// decoding it once. One thread decodes, so that damage has the same effect each time.
final class CutSearch {
    private let pass: VideoPass
    private let grid = LumaGrid()
    private let detector = CutDetector()
    private var isAtEnd = false

    /// Opens a file once more.
    ///
    /// - Throws: `PilotageError` where it cannot be opened any more.
    init(path: String) throws {
        pass = try VideoPass(ByteSource(path: path), sampling: .all, threads: 1, care: .strict)
    }

    /// The cuts behind one tick and up to another; ticks of later calls never go back.
    ///
    /// - Throws: `PilotageError` `unreadable` where the disk fails.
    func cuts(after start: Int64, through end: Int64) throws -> [Int64] {
        if detector.lastTick.map({ $0 < start }) ?? true, pass.skip(towards: start) { detector.forget() }
        while !isAtEnd, detector.settledTick.map({ $0 < end }) ?? true { try advance() }
        detector.dropCuts(through: start)
        return detector.cuts.filter { $0 <= end }
    }

    private func advance() throws {
        switch try pass.next() {
        case .frame(let tick, isDamaged: false):
            let frame = pass.decoder.frame.pointee
            guard detector.lastTick.map({ tick > $0 }) ?? true, grid.read(frame) else { return }
            let signature = detector.freshSignature()
            signature.describe(grid.levels)
            detector.append(signature, at: tick, similarity: detector.similarity(of: signature))
        case .frame, .lost: break
        case .end:
            detector.decideAll()
            isAtEnd = true
        }
    }
}
