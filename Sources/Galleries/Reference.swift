internal import Geodesy
internal import PilotageAPI

/// A picture or vector of known position that is to become a place.
struct Reference: Sendable {
    /// The file, ready to open.
    var path: String
    /// The row of a matrix; nil for pictures.
    var row: Int?
    /// The time of a frame in a video, in seconds; nil for photos.
    var timeSeconds: Double?
    /// The place that it becomes; its id is only right where `hasID`.
    var place: Place
    /// Whether the id was given and must be kept.
    var hasID = false
    /// How high above the ground the road is, in meters; for places of a map.
    var groundMeters = 0.0
    /// When it was taken, ISO 8601.
    var capturedAt: String?
}

/// Something that did not become a place.
public struct LeftOut: Hashable, Sendable {
    /// The file, with a row or time where it has several places.
    public var source: String
    /// Why.
    public var reason: String

    init(_ source: String, _ reason: String) {
        self.source = source
        self.reason = reason
    }

    init(_ source: String, _ error: any Error) {
        let told = error as? PilotageError
        let cause = told?.cause.map { ": \($0)" } ?? ""
        self.init(source, (told?.message ?? "\(error)") + cause)
    }
}

/// What a source offers.
struct References: Sendable {
    /// In the order of the source.
    var usable: [Reference] = []
    /// What has no position.
    var leftOut: [LeftOut] = []
    /// How many headings refer to magnetic north.
    var magneticHeadings = 0
}

/// Where the references of a gallery come from.
public enum GallerySource: Sendable {
    /// A folder of photos that carry their positions, or a CSV file that lists photos and frames of videos.
    case photos(String)
    /// A `.npy` matrix, and a CSV file whose row i tells where row i of the matrix was taken.
    case embeddings(String, places: String)
    /// Places along the roads of a map, as a camera would see them.
    case map(MapSource)

    /// The names of the source without the folders before them: the same on every machine.
    var written: String {
        switch self {
        case .photos(let path): lastPart(path)
        case .embeddings(let matrix, let places): "\(lastPart(matrix)) with \(lastPart(places))"
        case .map(let source): lastPart(source.path) + (source.choices.isEmpty ? "" : " \(source.choices)")
        }
    }
}

/// A path without the folders before its name.
func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
