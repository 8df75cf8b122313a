public import Geodesy

/// A reference: where a camera stood, and which way it looked.
public struct Place: Hashable, Sendable {
    /// Unique in its gallery, and never used again for another place.
    public var id: Int
    /// Where the camera stood.
    public var coordinate: Coordinate
    /// Degrees clockwise from true north, [0, 360), of the optical axis; nil where unknown.
    public var headingDegrees: Double?
    /// Where the reference comes from: a file name, or a file name and a time.
    public var source: String
    /// Ids of the places that can follow on a way; empty where none are known.
    public var next: [Int]

    /// A place.
    public init(id: Int, coordinate: Coordinate, headingDegrees: Double?, source: String, next: [Int] = []) {
        self.id = id
        self.coordinate = coordinate
        self.headingDegrees = headingDegrees
        self.source = source
        self.next = next
    }
}
