public import Geodesy

/// The answer for a frame.
public struct Fix: Hashable, Codable, Sendable {
    /// What the answer is worth.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// A position at the wanted precision.
        case located
        /// A position below the wanted precision.
        case ambiguous
        /// Nothing in the gallery is like the frame: no position.
        case noMatch = "no_match"
        /// The frame could not be decoded: no position.
        case undecodable
    }

    /// The frame's place in its item, from 0.
    public var frame: Int
    /// Seconds from the item's start.
    public var timeSeconds: Double
    /// What the answer is worth.
    public var status: Status
    /// Nil where the status is `noMatch` or `undecodable`.
    public var position: Position?
    /// The place most like the frame, also where it is not like enough.
    public var match: Match?
    /// The best place elsewhere.
    public var runnerUp: Match?
    /// The plugin that made the answer.
    public var locator: String

    /// A position with its uncertainty.
    public struct Position: Hashable, Codable, Sendable {
        /// Where the camera was.
        public var coordinate: Coordinate
        /// Degrees clockwise from true north, [0, 360); nil where unknown.
        public var headingDegrees: Double?
        /// Calibrated probability, [0, 1], that the truth lies within `radiusMeters`.
        public var confidence: Double
        /// The radius that the confidence speaks of.
        public var radiusMeters: Double
        /// The radius that holds 68 % of the probability, in meters; nil where more than 32 % of it lies off the map.
        public var accuracyMeters: Double?
        /// The radius that holds 95 % of the probability, in meters; nil where more than 5 % of it lies off the map.
        public var r95Meters: Double?

        /// A position with its uncertainty.
        public init(
            coordinate: Coordinate, headingDegrees: Double?, confidence: Double, radiusMeters: Double,
            accuracyMeters: Double?, r95Meters: Double?
        ) {
            self.coordinate = coordinate
            self.headingDegrees = headingDegrees
            self.confidence = confidence
            self.radiusMeters = radiusMeters
            self.accuracyMeters = accuracyMeters
            self.r95Meters = r95Meters
        }
    }

    /// A place named in an answer.
    public struct Match: Hashable, Codable, Sendable {
        /// The place's id.
        public var placeID: Int
        /// The place's source.
        public var source: String
        /// The similarity of place and frame.
        public var similarity: Double

        /// A place named in an answer.
        public init(placeID: Int, source: String, similarity: Double) {
            self.placeID = placeID
            self.source = source
            self.similarity = similarity
        }
    }

    /// An answer.
    public init(
        frame: Int, timeSeconds: Double, status: Status, position: Position?, match: Match?, runnerUp: Match?,
        locator: String
    ) {
        self.frame = frame
        self.timeSeconds = timeSeconds
        self.status = status
        self.position = position
        self.match = match
        self.runnerUp = runnerUp
        self.locator = locator
    }
}
