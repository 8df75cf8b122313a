public import Geodesy
public import PilotageAPI

/// Finds frames that are nearly the same picture as a place of the gallery: what is found of them was known before.
///
/// Three things speak for it, each of which also comes by chance, and two of them must agree:
/// - position: the truth lies within `nearMeters` of the place. Map galleries have all their truths at places.
/// - name: the photo and the place's source have one file name. Cameras count from 1 on every card.
/// - likeness: the embedding lies at most a third as far from that of the place as the gallery's own places typically
///   lie from the one most like them. Fields and forests are alike in many places.
public struct TwinCheck: Sendable {
    /// The same picture gives the same coordinates, but for what is rounded away; GPS gives others at the next picture.
    static let nearMeters = 0.2
    /// Copies that were scaled and compressed again came to 0.06 to 0.27 of the typical distance, neighbors in a walk and in
    /// a survey flight to more than 0.32.
    static let likeShare = 1.0 / 3

    private let placesByID: [Int: Place]
    private let placesByName: [String: [Place]]
    private let metric: Metric
    /// How far a place's embedding typically lies from the most alike one of another place; nil where that is not known.
    private let neighborDistance: Double?

    /// A check against the places of a gallery.
    public init(_ places: [Place], metric: Metric, neighborDistance: Double?) {
        placesByID = Dictionary(places.map { ($0.id, $0) }) { first, _ in first }
        placesByName = Dictionary(grouping: places.filter { !$0.source.isEmpty }) { $0.source.lastName }
        self.metric = metric
        self.neighborDistance = neighborDistance
    }

    /// Whether a frame of some likeness to a place is nearly the same picture, by position and likeness.
    public func isTwin(_ place: Place, similarity: Double, truth: Coordinate) -> Bool {
        isNear(place, truth) && isLike(similarity)
    }

    /// The place that a frame is nearly the same picture as; nil where there is none.
    func twin(of scored: ScoredFrame) -> Place? {
        // The frames of a video bear one name, and are not one picture.
        let name = scored.isOnly ? scored.frame.item.lastName : nil
        if let place = name.flatMap({ placesByName[$0] })?.first(where: {
            isNear($0, scored.truth.coordinate)
        }) {
            return place
        }
        guard let place = scored.frame.placeID.flatMap({ placesByID[$0] }), isLike(scored.frame.similarity)
        else {
            return nil
        }
        return isNear(place, scored.truth.coordinate) || place.source.lastName == name ? place : nil
    }

    private func isNear(_ place: Place, _ truth: Coordinate) -> Bool {
        place.coordinate.distance(to: truth) <= Self.nearMeters
    }

    private func isLike(_ similarity: Double?) -> Bool {
        guard let neighborDistance, let similarity else { return false }
        return metric.distance(similarity: similarity) <= Self.likeShare * neighborDistance
    }
}

/// Frames that are nearly the same picture as a place.
public struct Twins: Sendable, Encodable {
    /// How many there are, of all scored frames.
    public var found: Share
    /// The first of them; nil where there are none.
    public var first: Twin?

    /// What a check finds.
    init(_ check: TwinCheck, _ scored: [ScoredFrame]) {
        var (count, first) = (0, Twin?.none)
        for frame in scored {
            guard let place = check.twin(of: frame) else { continue }
            count += 1
            if first == nil {
                first = Twin(
                    item: frame.frame.item, frame: frame.frame.frame, placeID: place.id,
                    placeSource: place.source)
            }
        }
        (found, self.first) = (Share(count, of: scored.count), first)
    }
}

/// A frame and the place that is nearly the same picture.
public struct Twin: Hashable, Sendable, Encodable {
    /// The item's id.
    public var item: String
    /// Counts the item's frames from 0.
    public var frame: Int
    /// The place.
    public var placeID: Int
    /// Where the place comes from.
    public var placeSource: String

    private enum CodingKeys: String, CodingKey {
        case item, frame
        case placeID = "place_id"
        case placeSource = "place_source"
    }
}
