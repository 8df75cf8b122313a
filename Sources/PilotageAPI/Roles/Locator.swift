/// Turns the candidates of an item's frames into fixes. The only stage that remembers earlier frames.
public protocol Locator: Plugin {
    /// Makes the locator.
    init(_ options: Options) throws
    /// Hands over one fix per frame, in order.
    func locate(_ track: any TrackEvidence, in gallery: Gallery, emit: (Fix) throws -> Void) throws
    /// Fits what the locator needs to know of a gallery, when it is built. Empty where there is too little to go by.
    static func calibrate(_ samples: [CalibrationSample], metric: Metric) -> [String: Double]
    /// Fits what tells tracks along the places of a gallery, whose calibration is that of frames, from tracks elsewhere. Empty where
    /// there is too little to go by, or nothing to be learned.
    static func presence(_ area: LabeledArea) -> [String: Double]
    /// Fits the same to footage of known positions, all areas together. Empty where there is too little to go by.
    ///
    /// - Parameter options: how the locator will be used.
    static func calibrate(_ areas: [LabeledArea], options: Options) throws -> [String: Double]
}

extension Locator {
    /// Frames tell it one by one.
    public static func presence(_ area: LabeledArea) -> [String: Double] { [:] }

    /// Frame by frame, as when a gallery is built.
    public static func calibrate(_ areas: [LabeledArea], options: Options) throws -> [String: Double] {
        let samples = areas.flatMap { area in
            area.tracks.flatMap { track in
                zip(track.frames, track.truths).compactMap { frame, truth -> CalibrationSample? in
                    guard let truth, !frame.isDamaged else { return nil }
                    return CalibrationSample(
                        truth: Place(id: -1, coordinate: truth, headingDegrees: nil, source: ""),
                        candidates: frame.candidates.map {
                            (place: area.gallery.places[$0.row], similarity: $0.similarity)
                        })
                }
            }
        }
        return calibrate(samples, metric: areas.first?.gallery.metric ?? .cosine)
    }
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
