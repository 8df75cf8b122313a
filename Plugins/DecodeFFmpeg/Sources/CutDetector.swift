/// Finds cuts among pictures that follow each other closely.
///
/// A cut is a peak of change within a sliding window (Yeo and Liu, Rapid Scene Analysis on Compressed Video, IEEE
/// Transactions on Circuits and Systems for Video Technology 5(6), 1995): the picture is unlike the one before, and by at
/// least twice as much as is usual on either side, so that fast motion is none. Beyond that, nothing of the pictures
/// behind it may be like anything before it: what comes back, as after a flash, was never gone.
final class CutDetector {
    /// When pictures were found to follow a cut, in time order.
    private(set) var cuts: [Int64] = []
    private var window: [Picture] = []
    private var spare: [PictureSignature] = []

    /// A picture of the window.
    private struct Picture {
        var signature: PictureSignature
        var tick: Int64
        /// How unlike the one before it is; 0 for the first.
        var change: Double
        /// Whether it may follow a cut, which later pictures will tell.
        var isOpen: Bool
    }

    /// The pictures on either side of a cut that are looked at. Flashes of fewer pictures are none.
    static let span = 4
    /// The changes on either side of which the median is taken for usual.
    private static let usualSpan = 3
    /// The similarity below which pictures next to each other may be of two shots.
    static let similarity = 0.6
    /// How many times the usual change that of a cut is.
    private static let prominence = 2.0

    /// When the last picture is shown.
    var lastTick: Int64? { window.last?.tick }

    /// All cuts up to this tick are found.
    var settledTick: Int64? {
        guard let open = window.firstIndex(where: \.isOpen) else { return lastTick }
        return window[max(0, open - 1)].tick
    }

    /// A signature to describe the next picture by.
    func freshSignature() -> PictureSignature { spare.popLast() ?? PictureSignature() }

    /// How alike a picture is to the last one; 1 where there is none.
    func similarity(of signature: PictureSignature) -> Double {
        window.last.map { $0.signature.similarity(to: signature) } ?? 1
    }

    /// Takes the next picture.
    ///
    /// - Parameters:
    ///   - similarity: to the last one.
    ///   - mayFollowCut: whether it is for this detector to say whether there is a cut before it.
    func append(
        _ signature: PictureSignature, at tick: Int64, similarity: Double, mayFollowCut: Bool = true
    ) {
        let isOpen = mayFollowCut && similarity < Self.similarity
        window.append(
            Picture(signature: signature, tick: tick, change: 1 - similarity, isOpen: isOpen))
        decide(window.count - Self.span)
        if window.count == 2 * Self.span { spare.append(window.removeFirst().signature) }
    }

    /// Decides what is still open by the pictures that there are.
    func decideAll() { for index in window.indices { decide(index) } }

    /// Begins anew, and leaves open what is.
    func forget() {
        for picture in window { spare.append(picture.signature) }
        window.removeAll(keepingCapacity: true)
    }

    /// Adds cuts that were found elsewhere, in time order and behind those found before.
    func note(_ found: [Int64]) { cuts += found.filter { tick in cuts.last.map { tick > $0 } ?? true } }

    /// Drops the cuts up to a tick.
    func dropCuts(through tick: Int64) {
        while let first = cuts.first, first <= tick { cuts.removeFirst() }
    }

    private func decide(_ index: Int) {
        guard index > 0, window[index].isOpen else { return }
        window[index].isOpen = false
        let usual = max(
            median(window[max(1, index - Self.usualSpan)..<index]),
            median(window[(index + 1)...].prefix(Self.usualSpan)))
        guard window[index].change >= Self.prominence * usual, !comesBack(index) else { return }
        cuts.append(window[index].tick)
    }

    /// The median change of up to three pictures, the mean of two; 0 of none.
    private func median(_ pictures: ArraySlice<Picture>) -> Double {
        let changes = pictures.lazy.map(\.change)
        let (sum, low, high) = changes.reduce((0.0, Double.infinity, -Double.infinity)) {
            ($0.0 + $1, min($0.1, $1), max($0.2, $1))
        }
        return pictures.isEmpty ? 0 : pictures.count < 3 ? sum / Double(pictures.count) : sum - low - high
    }

    /// Whether anything from a picture on is like anything before it.
    private func comesBack(_ index: Int) -> Bool {
        window[max(0, index - Self.span)..<index].contains { before in
            window[index...].prefix(Self.span).contains { after in
                before.signature.similarity(to: after.signature) >= Self.similarity
            }
        }
    }
}
