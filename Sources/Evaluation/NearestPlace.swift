public import Geodesy

/// Whether a gallery has a place near a coordinate.
public struct NearestPlace: Sendable {
    /// By latitude, so that only a narrow band is looked at.
    private let places: [Coordinate]

    /// Some places.
    public init(_ places: [Coordinate]) { self.places = places.sorted { $0.latitude < $1.latitude } }

    /// The distance to the nearest place in meters, if it is at most `limitMeters`.
    public func distance(to coordinate: Coordinate, limitMeters: Double) -> Double? {
        // A degree of latitude is nowhere shorter than 110 km.
        let degrees = limitMeters / 110_000
        var best: Double?
        var index = firstIndex(from: coordinate.latitude - degrees)
        while index < places.count, places[index].latitude <= coordinate.latitude + degrees {
            let distance = places[index].distance(to: coordinate)
            if distance <= min(limitMeters, best ?? .infinity) { best = distance }
            index += 1
        }
        return best
    }

    /// The index of the first place at or north of a latitude, by bisection.
    private func firstIndex(from latitude: Double) -> Int {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle].latitude < latitude { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
