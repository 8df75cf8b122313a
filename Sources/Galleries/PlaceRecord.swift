public import PilotageAPI

/// A place as the gallery keeps it, with what is known of it beyond the matching.
public struct PlaceRecord: Hashable, Sendable {
    /// The place.
    public var place: Place
    /// When the reference was taken, ISO 8601; nil where unknown.
    public var capturedAt: String?

    /// A place with its time.
    public init(place: Place, capturedAt: String? = nil) {
        self.place = place
        self.capturedAt = capturedAt
    }
}
