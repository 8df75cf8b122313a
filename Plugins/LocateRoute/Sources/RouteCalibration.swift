internal import Foundation
internal import Geodesy
public import PilotageAPI

extension RouteLocator {
    /// Fits residual energy and sharpness to tracks of known positions.
    ///
    /// The energy is the mean over all frames; areas count alike. The sharpness, of sequences and of single frames, is that of
    /// the least negative log-likelihood of the true place at the end of the tracks and of their beginnings.
    public static func calibrate(_ areas: [LabeledArea], options: Options) throws -> [String: Double] {
        let fits = areas.map { AreaFit($0, RouteLocator(options)) }.filter { $0.energy != nil }
        guard fits.reduce(0, { $0 + $1.knownFrames }) >= 20 else { return [:] }
        let energy = fits.reduce(0) { $0 + ($1.energy ?? 0) } / Double(fits.count)
        func loss(_ sharpness: Double, _ key: WritableKeyPath<RouteModel, Float>, _ lengths: [Int]) -> Double
        {
            var model = RouteModel(nil)
            model.residualEnergy = Float(energy)
            model[keyPath: key] = Float(sharpness)
            let losses = fits.map { $0.loss(model, lengths) }
            let count = losses.reduce(0) { $0 + $1.count }
            return count > 0 ? losses.reduce(0) { $0 + $1.sum } / Double(count) : .infinity
        }
        var parameters = [RouteModel.energyKey: energy]
        let range = (log(0.2), log(40.0))
        if fits.contains(where: \.hasFrames) {
            parameters[RouteModel.frameSharpnessKey] = exp(
                minimum(in: range) { loss(exp($0), \.frameSharpness, [1]) })
        }
        if fits.contains(where: \.hasSequences) {
            parameters[RouteModel.sharpnessKey] = exp(
                minimum(in: range) { loss(exp($0), \.sharpness, AreaFit.lengths) })
        }
        return parameters
    }
}

/// The labeled tracks of an area, with the places of the map where they were taken.
private struct AreaFit {
    /// How many frames of a track's beginning are asked for its end.
    static let lengths = [5, 10, 20, 40]
    /// More tracks, and more single frames, teach little.
    private static let mostTracks = 100
    private static let mostFrames = 400

    private let map: RouteMap
    private let motion: RouteMotion
    private let tracks: [(frames: [FrameEvidence], places: [Int?])]
    /// The mean residual energy; nil where no frame has a place near it.
    private(set) var energy: Double?
    private(set) var knownFrames = 0

    init(_ area: LabeledArea, _ locator: RouteLocator) {
        let map = RouteMap(
            area.gallery, rows: Array(area.gallery.places.indices),
            byDistance: locator.isByDistance(area.gallery))
        self.map = map
        motion = locator.motion(map)
        let nearest = NearestRows(map)
        let whole = area.tracks.filter { !$0.frames.isEmpty }
        tracks = spread(whole, Self.mostTracks).map { track in
            (track.frames, track.truths.map { $0.flatMap(nearest.place) })
        }
        var sum = 0.0
        for track in tracks {
            for (frame, place) in zip(track.frames, track.places) {
                guard let place, !frame.isDamaged else { continue }
                sum += Double(map.energy(of: frame.embedding, at: place))
                knownFrames += 1
            }
        }
        if knownFrames > 0 { energy = sum / Double(knownFrames) }
    }

    var hasFrames: Bool { knownFrames > 0 }
    var hasSequences: Bool { tracks.contains { $0.frames.count >= Self.lengths[0] } }

    /// The negative log-likelihood of the true places at the end of the first so many frames.
    func loss(_ model: RouteModel, _ lengths: [Int]) -> (sum: Double, count: Int) {
        var (sum, count) = (0.0, 0)
        let buffers = RouteBuffers()
        for piece in lengths == [1] ? frames() : beginnings(lengths) {
            let window = RouteWindow(piece.frames, map, motion, model, carry: nil, buffers)
            guard let answer = window.answers(piece.frames.count).answers.last else { continue }
            let mass = map.rows.indices.reduce(Float(0)) { sum, place in
                map.isSameSpot(place, piece.place) ? sum + answer.places[place] : sum
            }
            sum -= log(max(1e-9, Double(mass)))
            count += 1
        }
        return (sum, count)
    }

    private typealias Piece = (frames: [FrameEvidence], place: Int)

    private func frames() -> [Piece] {
        let all = tracks.flatMap { track in
            zip(track.frames, track.places).compactMap { frame, place -> Piece? in
                guard let place, !frame.isDamaged else { return nil }
                return ([frame], place)
            }
        }
        return spread(all, Self.mostFrames)
    }

    private func beginnings(_ lengths: [Int]) -> [Piece] {
        tracks.flatMap { track in
            lengths.compactMap { length -> Piece? in
                guard length <= track.frames.count, let place = track.places[length - 1] else { return nil }
                return (Array(track.frames[..<length]), place)
            }
        }
    }
}

/// At most `limit` elements, evenly spread.
private func spread<Element>(_ elements: [Element], _ limit: Int) -> [Element] {
    guard elements.count > limit else { return elements }
    return (0..<limit).map { elements[$0 * elements.count / limit] }
}

/// The places of a map nearest to positions.
private struct NearestRows {
    private let map: RouteMap
    /// Farther than this from every place, a frame is not on the map.
    private let reach: Double

    init(_ map: RouteMap) {
        self.map = map
        reach = max(5, 1.5 * map.hopMeters)
    }

    func place(_ coordinate: Coordinate) -> Int? {
        let best = map.coordinates.indices.lazy
            .map { (place: $0, meters: map.coordinates[$0].distance(to: coordinate)) }
            .min { $0.meters < $1.meters }
        return best.flatMap { $0.meters <= reach ? $0.place : nil }
    }
}

extension RouteMap {
    /// Whether two places lie within a meter of each other.
    fileprivate func isSameSpot(_ one: Int, _ other: Int) -> Bool {
        // A meter is about a hundred-thousandth of a degree of latitude.
        one == other
            || abs(coordinates[one].latitude - coordinates[other].latitude) < 2e-5
                && coordinates[one].distance(to: coordinates[other]) < 1
    }
}
