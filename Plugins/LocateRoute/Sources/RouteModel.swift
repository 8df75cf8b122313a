internal import Foundation
internal import Geodesy
internal import PilotageAPI
internal import Tensors

/// What the likelihood of a route is made of. Energies are squared distances between vectors of frames and of places, and
/// `residualEnergy` is their unit; so the other numbers do not depend on the length of vectors.
///
/// A frame's residual, its vector minus that of the place where it was taken, resembles the one before: what the frame
/// tells anew is the rest (the innovation). A frame that fits no place as well as `outlierEnergy` counts as showing nothing of
/// the map.
package struct RouteModel: Sendable {
    /// How much of a frame's residual is left in the next one's, from one place to the next where the gallery names
    /// neighbors. Photos that merely lie near each other are too far apart for that.
    static let correlation: Float = 0.5
    /// Farther from one frame to the next, residuals have nothing in common any more.
    package static let nearHops = 2
    /// The mean energy of innovations on the true route, in residual energies.
    static let innovationEnergy: Float = 0.8
    /// What the likelihood of an outlier stands for.
    static let outlierEnergy: Float = 5
    /// To be somewhere else at once, between two frames.
    package static let restart: Float = 1e-5
    /// To leave the map, between two frames; and to come back to it.
    package static let leaving: Float = 0.002
    package static let entering: Float = 0.02
    /// To be off the map at the first frame.
    package static let outside: Float = 0.1
    /// By how much the log-likelihood of edges differs from the middle where it is known whether the camera turned: it agrees
    /// with the map at 0.85, and at 0.15 it does not.
    static let turnWeight: Float = 0.8673
    /// How many frames the gallery's residual energy counts for, beside those of the item itself.
    static let energyFrames: Float = 8

    /// The mean squared residual at true places, of gallery and footage alike; a first guess, for each item has its own.
    var residualEnergy: Float
    /// The log-likelihood of one residual energy, for the frames of a sequence.
    var sharpness: Float
    /// The same for a frame by itself, which shares its errors with none.
    var frameSharpness: Float
    /// How frames from outside the gallery differ from those inside; nil where that is not known.
    var presence: Presence?
}

/// How the least energy of a frame tells whether it was taken at any of the places, by linear discriminant analysis (Fisher,
/// 1936).
struct Presence: Sendable {
    /// What a frame in the middle between inside and outside has.
    var energy: Float
    /// By how much the logarithm of the odds of being outside grows for each unit of energy.
    var slope: Float

    /// What a single frame can tell at most: frames of a sequence are alike, and may be all misleading.
    private static let most: Float = 3

    /// The logarithm of how much likelier a frame is from outside.
    func outsideLogOdds(_ leastEnergy: Float) -> Float {
        min(Self.most, max(-Self.most, slope * (leastEnergy - energy)))
    }
}

extension RouteModel {
    static let energyKey = "residual_energy"
    /// Beyond it an outlier's likelihood would vanish from single precision.
    static let mostSharpness: Float = 8
    static let sharpnessKey = "sharpness"
    static let frameSharpnessKey = "frame_sharpness"
    static let presenceEnergyKey = "presence_energy"
    static let presenceSlopeKey = "presence_slope"
    /// In the middle of what two features on two test areas of You Are Here were fitted to; see docs/confidence.md.
    static let typicalSharpness: Float = 2.1
    static let typicalFrameSharpness: Float = 4.2

    /// What a gallery keeps; where it keeps nothing, what is typical.
    init(_ parameters: [String: Double]?) {
        func value(_ key: String, or typical: Float) -> Float {
            guard let value = parameters?[key].map(Float.init), value.isFinite, value > 0 else {
                return typical
            }
            return value
        }
        residualEnergy = value(Self.energyKey, or: 1)
        sharpness = min(Self.mostSharpness, value(Self.sharpnessKey, or: Self.typicalSharpness))
        frameSharpness = min(
            Self.mostSharpness, value(Self.frameSharpnessKey, or: Self.typicalFrameSharpness))
        let slope = value(Self.presenceSlopeKey, or: 0)
        presence = slope > 0 ? Presence(energy: value(Self.presenceEnergyKey, or: 0), slope: slope) : nil

    }

    /// What frames of the gallery, matched against the others, tell: the residual energy beside the nearest other place, and
    /// the sharpness that makes that place, or one as near, most probable among the candidates. Of sequences nothing is known
    /// here; along named neighbors theirs is taken to be half of it, as on labeled tracks.
    static func learned(from samples: [CalibrationSample], metric: Metric) -> [String: Double] {
        let rehearsed = samples.compactMap { RehearsedFrame($0, metric) }
        guard rehearsed.count >= 20 else { return [:] }
        let energy = rehearsed.reduce(0) { $0 + $1.nearestEnergy } / Double(rehearsed.count)
        guard energy > 0, energy.isFinite else { return [:] }
        let sharpness = exp(
            minimum(in: (log(0.5), log(Double(mostSharpness)))) { logarithm in
                rehearsed.reduce(0) { $0 + $1.loss(sharpness: exp(logarithm) / energy) }
            })
        let isNamed = PlaceGraph.areNamed(samples.map(\.truth))
        var parameters = [
            energyKey: energy, sharpnessKey: isNamed ? sharpness / 2 : sharpness,
            frameSharpnessKey: sharpness,
        ]
        // Maps against maps say nothing of how photos from outside differ from photos inside.
        if !isNamed, let presence = presence(rehearsed) {
            parameters[presenceEnergyKey] = presence.energy
            parameters[presenceSlopeKey] = presence.slope
        }
        return parameters
    }

    private static func presence(_ rehearsed: [RehearsedFrame]) -> (energy: Double, slope: Double)? {
        let inside = rehearsed.map(\.leastEnergy)
        let outside = rehearsed.compactMap(\.leastEnergyElsewhere)
        guard outside.count >= 20 else { return nil }
        let (near, far) = (mean(inside), mean(outside))
        let variance =
            (pow(standardDeviation(inside), 2) + pow(standardDeviation(outside), 2)) / 2
        guard far > near, variance > 0, variance.isFinite else { return nil }
        return ((near + far) / 2, (far - near) / variance)
    }
}

/// A frame of the gallery with the energies of its candidates.
private struct RehearsedFrame {
    /// Candidates as near as this are right: what confidence may be asked of, from its default radius up.
    private static let radiiMeters = [25.0, 50, 100]

    /// For every radius the energies of the candidates that are right, and of the others.
    private let parts: [(near: [Double], others: [Double])]
    let nearestEnergy: Double
    /// Of the candidate most like the frame; and of the one elsewhere, as if the gallery had no place near the frame.
    let leastEnergy: Double
    let leastEnergyElsewhere: Double?

    init?(_ sample: CalibrationSample, _ metric: Metric) {
        let candidates = sample.candidates.map { candidate in
            let similarity = Double(candidate.similarity)
            return (
                meters: candidate.place.coordinate.distance(to: sample.truth.coordinate),
                energy: metric == .cosine ? 2 - 2 * similarity : similarity * similarity
            )
        }
        guard let nearest = candidates.min(by: { $0.meters < $1.meters }), nearest.energy.isFinite else {
            return nil
        }
        parts = Self.radiiMeters.map { radius in
            let reach = max(radius, 1.5 * nearest.meters)
            return (
                candidates.filter { $0.meters <= reach }.map(\.energy),
                candidates.filter { $0.meters > reach }.map(\.energy)
            )
        }
        nearestEnergy = nearest.energy
        leastEnergy = candidates.map(\.energy).min() ?? nearest.energy
        let elsewhere = max(4 * Self.radiiMeters[0], 6 * nearest.meters)
        leastEnergyElsewhere = candidates.filter { $0.meters > elsewhere }.map(\.energy).min()
    }

    /// The negative log-likelihood of the right candidates among all.
    func loss(sharpness: Double) -> Double {
        parts.reduce(0) { sum, part in
            let least = min(part.near.min() ?? 0, part.others.min() ?? .infinity)
            func mass(_ energies: [Double]) -> Double {
                energies.reduce(0) { $0 + exp(-sharpness * ($1 - least)) }
            }
            let inside = mass(part.near)
            return sum - log(max(1e-9, inside / (inside + mass(part.others))))
        }
    }
}
