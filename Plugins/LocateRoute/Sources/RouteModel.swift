internal import Geodesy
internal import PilotageAPI

/// What the likelihood of a route is made of. Energies are squared distances between vectors of frames and of places, and
/// `residualEnergy` is their unit; so the other numbers are the same for vectors of any length and dimension.
///
/// A frame's residual, its vector minus that of the place where it was taken, resembles the one before: what the frame
/// tells anew is the rest (the innovation). A frame that fits no place as well as `outlierEnergy` counts as showing nothing of
/// the map.
package struct RouteModel: Sendable {
    /// How much of a frame's residual is left in the next one's, from one place to the next.
    static let correlation: Float = 0.5
    /// The mean energy of innovations on the true route, in residual energies.
    static let innovationEnergy: Float = 0.8
    /// What the likelihood of an outlier stands for.
    static let outlierEnergy: Float = 5
    /// To be somewhere else at once, between two frames.
    package static let restart: Float = 1e-5
    /// To leave the map, between two frames; and to come back to it.
    package static let leaving: Float = 0.01
    package static let entering: Float = 0.02
    /// To be off the map at the first frame.
    package static let outside: Float = 0.25
    /// How many frames the gallery's residual energy counts for, beside those of the item itself.
    static let energyFrames: Float = 8

    /// The mean squared residual at true places, of gallery and footage alike; a first guess, for each item has its own.
    var residualEnergy: Float
    /// The log-likelihood of one residual energy, for the frames of a sequence.
    var sharpness: Float
    /// The same for a frame by itself, which shares its errors with none.
    var frameSharpness: Float
}

extension RouteModel {
    static let energyKey = "residual_energy"
    static let sharpnessKey = "sharpness"
    static let frameSharpnessKey = "frame_sharpness"
    /// In the middle of what two features on two test areas of You Are Here were fitted to; see docs/confidence.md.
    static let typicalSharpness: Float = 2.1
    static let typicalFrameSharpness: Float = 4.2

    /// What a gallery keeps; where it keeps nothing, what is typical.
    init(_ parameters: [String: Double]?, metric: Metric) {
        func value(_ key: String, or typical: Float) -> Float {
            guard let value = parameters?[key], value.isFinite, value > 0 else { return typical }
            return Float(value)
        }
        residualEnergy = value(Self.energyKey, or: 1)
        sharpness = value(Self.sharpnessKey, or: Self.typicalSharpness)
        frameSharpness = value(Self.frameSharpnessKey, or: Self.typicalFrameSharpness)
    }

    /// The residual energy of frames whose best candidate is right, or as near to it as the places allow.
    static func learned(from samples: [CalibrationSample], metric: Metric) -> [String: Double] {
        let energies = samples.compactMap { sample -> Double? in
            guard
                let nearest = sample.candidates.min(by: {
                    $0.place.coordinate.distance(to: sample.truth.coordinate)
                        < $1.place.coordinate.distance(to: sample.truth.coordinate)
                })
            else { return nil }
            let similarity = Double(nearest.similarity)
            return metric == .cosine ? 2 - 2 * similarity : similarity * similarity
        }.filter { $0.isFinite && $0 > 0 }
        guard energies.count >= 20 else { return [:] }
        return [energyKey: energies.reduce(0, +) / Double(energies.count)]
    }
}
