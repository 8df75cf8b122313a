public import Geodesy
public import PilotageAPI

/// A frame's answer, as read from a table of fixes.
public struct EvaluatedFrame: Hashable, Sendable {
    /// The item's id.
    public var item: String
    /// Counts the item's frames from 0.
    public var frame: Int
    /// Seconds from the item's start.
    public var timeSeconds: Double
    /// What the answer is worth.
    public var status: Fix.Status
    /// Nil where the frame has no answer.
    public var coordinate: Coordinate?
    /// Degrees clockwise from true north, [0, 360).
    public var headingDegrees: Double?
    /// Probability, [0, 1], that the truth lies within `radiusMeters`.
    public var confidence: Double?
    /// The radius that the confidence speaks of.
    public var radiusMeters: Double?
    /// The radius that holds 68 % of the probability, in meters.
    public var accuracyMeters: Double?
    /// The radius that holds 95 % of the probability, in meters.
    public var r95Meters: Double?
    /// The place most like the frame, by its id in the run's gallery; nil where unknown.
    public var placeID: Int?
    /// The similarity of that place and the frame, by the gallery's metric; nil where unknown.
    public var similarity: Double?
    /// Where the candidates are, best first; nil where they were not kept, empty where there were none.
    public var candidates: [Coordinate]?

    /// An answer; unknown what is not given.
    public init(
        item: String, frame: Int, timeSeconds: Double = 0, status: Fix.Status = .located,
        coordinate: Coordinate?,
        headingDegrees: Double? = nil, confidence: Double? = nil, radiusMeters: Double? = nil,
        accuracyMeters: Double? = nil, r95Meters: Double? = nil, placeID: Int? = nil,
        similarity: Double? = nil,
        candidates: [Coordinate]? = nil
    ) {
        self.item = item
        self.frame = frame
        self.timeSeconds = timeSeconds
        self.status = status
        self.coordinate = coordinate
        self.headingDegrees = headingDegrees
        self.confidence = confidence
        self.radiusMeters = radiusMeters
        self.accuracyMeters = accuracyMeters
        self.r95Meters = r95Meters
        self.placeID = placeID
        self.similarity = similarity
        self.candidates = candidates
    }
}
