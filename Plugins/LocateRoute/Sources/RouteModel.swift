internal import Foundation

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
    /// How likely what is known of a turn agrees with the map.
    static let turnAgreement: Float = 0.85
    /// So many frames tell what footage is like well enough, those included that the gallery's guess counts for.
    static let learningFrames = 40
    /// A guess that is far off hides what would correct it; it seldom takes more than two rounds.
    static let learningRounds = 3
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
    /// How well routes fit footage from elsewhere; nil where that is not known.
    var elsewhere: Elsewhere?
    /// How far, in each of two directions, a camera is from the place that it is matched to, in meters; 0 where places lie
    /// wherever a camera can be.
    var offsetMeters: Double
    /// Whether anything was learned of the gallery.
    let isCalibrated: Bool
}

/// How well routes fit footage from elsewhere, in gains of a frame (`ElsewhereGain`).
struct Elsewhere: Sendable {
    /// Of the best route that is nowhere near the one that was found.
    var gain: Double
    /// By how much the one that was found fits better where footage from elsewhere is as likely as footage from here.
    var lead: Double

    /// What a gain is worth. Footage leads by about as much all the time: that of twenty frames in a row tells little more than that of
    /// five, so that gains in full would promise far too much.
    private static let share = 0.2

    /// By what the likelihood of being off the map is to be multiplied, so that a frame tells of that what its lead is worth, and
    /// nothing else.
    func outsideOdds(_ gain: FrameGain, besides elsewhere: ElsewhereGain) -> Float {
        let told = gain.told.map { Self.share * ($0 - elsewhere.mean - lead) } ?? 0
        return Float(exp(gain.value - told))
    }
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
    static let offsetKey = "offset_m"
    static let presenceEnergyKey = "presence_energy"
    static let presenceSlopeKey = "presence_slope"
    static let elsewhereGainKey = "elsewhere_gain"
    static let elsewhereLeadKey = "elsewhere_lead"
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
        isCalibrated = parameters?[Self.energyKey] != nil
        offsetMeters = Double(value(Self.offsetKey, or: 0))
        let lead = Double(value(Self.elsewhereLeadKey, or: 0))
        let gain = parameters?[Self.elsewhereGainKey] ?? 0
        elsewhere = lead > 0 && gain.isFinite ? Elsewhere(gain: gain, lead: lead) : nil
        presence = slope > 0 ? Presence(energy: value(Self.presenceEnergyKey, or: 0), slope: slope) : nil
    }
}
