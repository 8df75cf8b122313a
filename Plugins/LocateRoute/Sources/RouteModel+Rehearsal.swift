internal import Foundation
internal import Geodesy
internal import PilotageAPI
internal import Tensors

extension RouteModel {
    /// What frames of the gallery, matched against the others, tell: the residual energy beside the nearest other place, and
    /// the sharpness that makes that place, or one as near, most probable among the candidates. Of sequences nothing is known
    /// here; along named neighbors theirs is taken to be half of it, as on labeled tracks.
    static func learned(from samples: [CalibrationSample], metric: Metric) -> [String: Double] {
        let rehearsed = RehearsedFrame.all(samples, metric)
        guard rehearsed.count >= 20 else { return [:] }
        let energy = rehearsed.reduce(0) { $0 + $1.nearestEnergy } / Double(rehearsed.count)
        guard energy > 0, energy.isFinite else { return [:] }
        func loss(_ sharpness: Double) -> Double {
            rehearsed.reduce(0) { $0 + $1.loss(sharpness: sharpness / energy) }
        }
        let sharpness = exp(
            minimum(in: (log(0.5), log(Double(mostSharpness)))) { loss(exp($0)) })
        // Where similarity tells nothing of where a frame was taken, no confidence can be claimed.
        guard isTold(gain: loss(0) - loss(sharpness)) else { return [:] }
        let isNamed = PlaceGraph.areNamed(samples.map(\.truth))
        var parameters = [
            energyKey: energy, sharpnessKey: isNamed ? sharpness / 2 : sharpness,
            frameSharpnessKey: sharpness,
        ]
        // Where places name their neighbors, most footage from elsewhere is told by its route; in small galleries frames help.
        if isNamed {
            if let presence = presence(rehearsed) {
                parameters[presenceEnergyKey] = presence.energy
                parameters[presenceSlopeKey] = presence.slope
            }
        } else {
            // Where all places lie near each other, nothing tells footage from elsewhere, and no confidence can be claimed.
            guard let presence = presence(rehearsed) else { return [:] }
            parameters[offsetKey] = offset(rehearsed)
            parameters[presenceEnergyKey] = presence.energy
            parameters[presenceSlopeKey] = presence.slope
        }
        return parameters
    }

    /// Whether similarity tells more than chance does, by the likelihood-ratio test for one parameter (Wilks, 1938) at the level
    /// 0.001. Every frame is asked at several radii, which count as one.
    private static func isTold(gain: Double) -> Bool {
        2 * gain / Double(RehearsedFrame.radiiMeters.count) > 10.83
    }

    /// How far, in each of two directions, a camera is from the place most like what it sees, if that is right.
    private static func offset(_ rehearsed: [RehearsedFrame]) -> Double {
        let distances = rehearsed.compactMap(\.metersToBest)
        guard !distances.isEmpty else { return 0 }
        return (distances.reduce(0) { $0 + $1 * $1 } / Double(2 * distances.count)).squareRoot()
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
    static let radiiMeters = [25.0, 50, 100]

    /// For every radius the energies of the candidates that are right, and of the others.
    private let parts: [(near: [Double], others: [Double])]
    let nearestEnergy: Double
    /// Of the candidate most like the frame; and of the one elsewhere, as if the gallery had no place near the frame.
    let leastEnergy: Double
    let leastEnergyElsewhere: Double?
    /// How far the candidate most like the frame is, where it is right.
    let metersToBest: Double?

    /// The distance of the nearest candidate.
    private let nearestMeters: Double

    /// All frames that have a neighbor among their candidates; the others, which are many in large galleries, teach nothing of
    /// what is right.
    static func all(_ samples: [CalibrationSample], _ metric: Metric) -> [RehearsedFrame] {
        let frames = samples.compactMap { RehearsedFrame($0, metric) }
        let typical = max(radiiMeters[0], quantile(0.25, of: frames.map(\.nearestMeters)) ?? 0)
        return frames.filter { $0.nearestMeters <= 4 * typical }
    }

    private init?(_ sample: CalibrationSample, _ metric: Metric) {
        let candidates = sample.candidates.map { candidate in
            let similarity = Double(candidate.similarity)
            return (
                meters: candidate.place.coordinate.distance(to: sample.truth.coordinate),
                energy: pow(metric.distance(similarity: similarity), 2)
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
        nearestMeters = nearest.meters
        leastEnergy = candidates.map(\.energy).min() ?? nearest.energy
        let elsewhere = max(4 * Self.radiiMeters[0], 6 * nearest.meters)
        let reach = max(2 * Self.radiiMeters[0], 1.5 * nearest.meters)
        metersToBest = candidates.min { $0.energy < $1.energy }.flatMap {
            $0.meters <= reach ? $0.meters : nil
        }
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
