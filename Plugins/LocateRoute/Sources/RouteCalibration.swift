internal import Foundation
internal import Geodesy
public import PilotageAPI
internal import Tensors

extension RouteLocator {
    /// Fewer labeled frames, or ends of sequences, would teach chance.
    private static let fewest = 20

    /// Fits residual energy and sharpness to tracks of known positions.
    ///
    /// The energy is the mean of the areas' means. The sharpness, of sequences and of single frames, is that of the least negative
    /// log-likelihood of the true place, for single frames and at the end of the first 5, 10, 20 and 40 frames of every track.
    public static func calibrate(_ areas: [LabeledArea], options: Options) throws -> [String: Double] {
        let fits = areas.map { AreaFit($0, RouteLocator(options)) }.filter { $0.energy != nil }
        guard fits.reduce(0, { $0 + $1.singles.count }) >= Self.fewest else { return [:] }
        let energy = fits.reduce(0) { $0 + ($1.energy ?? 0) } / Double(fits.count)
        guard energy > 0, Float(energy).isFinite else { return [:] }
        func loss(
            _ sharpness: Double, _ key: WritableKeyPath<RouteModel, Float>,
            _ pieces: KeyPath<AreaFit, [AreaFit.Piece]>
        ) -> Double {
            var model = RouteModel(nil)
            model.residualEnergy = Float(energy)
            model[keyPath: key] = Float(sharpness)
            let losses = fits.map { $0.loss(model, $0[keyPath: pieces]) }
            let count = losses.reduce(0) { $0 + $1.count }
            return count > 0 ? losses.reduce(0) { $0 + $1.sum } / Double(count) : .infinity
        }
        let range = (log(0.2), log(Double(RouteModel.mostSharpness)))
        var parameters = [
            RouteModel.energyKey: energy,
            RouteModel.frameSharpnessKey: exp(
                minimum(in: range) { loss(exp($0), \.frameSharpness, \.singles) }),
        ]
        if fits.reduce(0, { $0 + $1.beginnings.count }) >= Self.fewest {
            parameters[RouteModel.sharpnessKey] = exp(
                minimum(in: range) { loss(exp($0), \.sharpness, \.beginnings) })
        }
        return parameters
    }
}

/// The labeled tracks of an area, with the places of the map where they were taken.
private struct AreaFit {
    /// How many frames of a track's beginning are asked for its end.
    private static let lengths = [5, 10, 20, 40]
    /// More tracks, and more single frames, teach little.
    private static let mostTracks = 100
    private static let mostFrames = 400

    typealias Piece = (frames: [FrameEvidence], place: Int)

    private let map: RouteMap
    private let motion: RouteMotion
    /// Frames by themselves, and beginnings of tracks.
    let singles: [Piece]
    let beginnings: [Piece]
    /// The mean residual energy; nil where no frame has a place near it.
    private(set) var energy: Double?

    init(_ area: LabeledArea, _ locator: RouteLocator) {
        let map = RouteMap(
            area.gallery,
            PlaceNetwork(
                area.gallery, byDistance: locator.isByDistance(area.gallery),
                bySpeed: locator.isBySpeed(isTimed: false)),
            rows: Array(area.gallery.places.indices))
        self.map = map
        motion = locator.motion(map)
        let nearest = NearestRows(map)
        // Long tracks first, so that what is taken at even steps does not depend on how lengths alternate.
        let tracks = area.tracks.enumerated().sorted {
            ($1.element.frames.count, $0.offset) < ($0.element.frames.count, $1.offset)
        }.map(\.element)
        let sequences = tracks.filter { $0.frames.count >= Self.lengths[0] }
        beginnings = evenlySpread(Self.mostTracks, of: sequences.count).flatMap { index in
            Self.beginnings(sequences[index], nearest)
        }
        let frames = tracks.flatMap { zip($0.frames, $0.truths) }.filter { !$0.0.isDamaged && $0.1 != nil }
        singles = evenlySpread(Self.mostFrames, of: frames.count).compactMap { index in
            frames[index].1.flatMap(nearest.place).map { ([frames[index].0], $0) }
        }
        let energies = singles.map { Double(map.energy(of: $0.frames[0].embedding, at: $0.place)) }
        if !energies.isEmpty { energy = mean(energies) }
    }

    /// The negative log-likelihood of the true places at the ends of some pieces.
    func loss(_ model: RouteModel, _ pieces: [Piece]) -> (sum: Double, count: Int) {
        var (sum, count) = (0.0, 0)
        let buffers = RouteBuffers()
        for piece in pieces {
            let window = RouteWindow(
                piece.frames, map, motion, model, isAlone: piece.frames.count == 1, carry: nil, buffers)
            let answers = window.answers(piece.frames.count).answers
            defer { for answer in answers { buffers.reuse(answer.places) } }
            guard let answer = answers.last else { continue }
            let mass = map.rows.indices.reduce(Float(0)) { sum, place in
                map.isSameSpot(place, piece.place) ? sum + answer.places[place] : sum
            }
            sum -= log(max(1e-9, Double(mass)))
            count += 1
        }
        return (sum, count)
    }

    private static func beginnings(_ track: LabeledTrack, _ nearest: NearestRows) -> [Piece] {
        lengths.compactMap { length in
            guard length <= track.frames.count, let truth = track.truths[length - 1] else { return nil }
            return nearest.place(truth).map { (Array(track.frames[..<length]), $0) }
        }
    }
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
    /// Places within so many meters are one as far as an answer is concerned; where places lie anywhere, as far as confidence
    /// speaks of unless it is told otherwise.
    private var spotMeters: Double { ladder == nil ? 1 : 25 }

    /// Whether two places are one as far as an answer is concerned.
    fileprivate func isSameSpot(_ one: Int, _ other: Int) -> Bool {
        // A meter is about a hundred-thousandth of a degree of latitude.
        one == other
            || abs(coordinates[one].latitude - coordinates[other].latitude) < 2e-5 * spotMeters
                && coordinates[one].distance(to: coordinates[other]) < spotMeters
    }
}
