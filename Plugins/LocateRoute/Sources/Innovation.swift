/// What a frame tells anew: |e_t - f e_(t-1)|² / (1 - f²), where e is a frame's residual and f how much of it is kept; but for
/// what depends on the places.
struct Innovation {
    /// How much of a residual is left in the next one's, (0, 1).
    let kept: Float
    private let scale: Float
    /// The squared length of the frame minus what is kept of the one before.
    private let length: Float

    init(_ frame: FrameProducts, _ before: FrameProducts, kept: Float) {
        self.kept = kept
        scale = 1 / (1 - kept * kept)
        let inner = zip(frame.vector, before.vector).reduce(0) { $0 + $1.0 * $1.1 }
        length = frame.length - 2 * kept * inner + kept * kept * before.length
    }

    /// The inner product with a place, of its inner products with the two frames.
    @inline(__always)
    func product(_ now: Float, _ before: Float) -> Float { now - kept * before }

    /// The energy where the map lets expect a vector of that squared length and inner product.
    @inline(__always)
    func energy(_ mapLength: Float, _ product: Float) -> Float {
        max(0, scale * (length + mapLength - 2 * product))
    }

    /// The energy at a place where the camera stood before as well.
    @inline(__always)
    func energyStanding(_ placeLength: Float, _ product: Float) -> Float {
        let rest = 1 - kept
        return energy(rest * rest * placeLength, rest * product)
    }
}
