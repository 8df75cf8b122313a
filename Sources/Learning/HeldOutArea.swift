public import Geodesy
internal import Tensors

/// A part of the world that nothing is learned of, so that what was learned can be tried there.
public struct HeldOutArea: Sendable, Hashable {
    /// Its middle.
    public let center: Coordinate
    /// How far it reaches.
    public let radiusMeters: Double

    /// A circle.
    public init(center: Coordinate, radiusMeters: Double) {
        (self.center, self.radiusMeters) = (center, radiusMeters)
    }

    /// The circle around one of the photos, drawn by the seed, that holds a share of all.
    ///
    /// - Parameter share: in (0, 1).
    public init(share: Double, of photos: [GeotaggedPhoto], seed: UInt64) {
        precondition(share > 0 && share < 1 && !photos.isEmpty, "a share of \(share) of \(photos.count)")
        var generator = SeededGenerator(seed: seed)
        let center = photos[generator.index(below: photos.count)].coordinate
        let distances = photos.map { $0.coordinate.distance(to: center) }.sorted()
        let count = Int((share * Double(photos.count)).rounded(.up))
        self.init(center: center, radiusMeters: distances[min(count, photos.count) - 1])
    }

    /// Whether a place lies in the area, or at most so many meters from it.
    public func contains(_ coordinate: Coordinate, marginMeters: Double = 0) -> Bool {
        coordinate.distance(to: center) <= radiusMeters + marginMeters
    }
}
