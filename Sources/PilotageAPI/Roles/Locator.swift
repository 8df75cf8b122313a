/// Turns the candidates of an item's frames into fixes. The only stage that remembers earlier frames.
public protocol Locator: Plugin {
    /// Makes the locator.
    init(_ options: Options) throws
    /// Hands over one fix per frame, in order.
    func locate(_ track: any TrackEvidence, in gallery: Gallery, emit: (Fix) throws -> Void) throws
    /// Fits what the locator needs to know of a gallery, when it is built. Empty where there is too little to go by.
    static func calibrate(_ samples: [CalibrationSample], metric: Metric) -> [String: Double]
}

/// A frame of known position with the candidates it has in a gallery that does not hold it.
public struct CalibrationSample: Sendable {
    /// Where the frame was taken.
    public var truth: Place
    /// The candidates with their places, best first.
    public var candidates: [(place: Place, similarity: Float)]

    /// A frame of known position.
    public init(truth: Place, candidates: [(place: Place, similarity: Float)]) {
        self.truth = truth
        self.candidates = candidates
    }
}
