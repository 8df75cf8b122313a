internal import Foundation

/// How honest confidences are: those of the answered frames that have one and a radius, held against whether the truth lies
/// within that radius.
public struct CalibrationScores: Sendable, Encodable {
    /// How many such frames there are, at least 1.
    public var frames: Int
    /// The mean negative log-likelihood of what came true, in nats, of confidences held within `confidenceRange`.
    public var negativeLogLikelihood: Double
    /// The mean squared difference of confidence and what came true (Brier, 1950).
    public var brier: Double
    /// The expected calibration error: the mean of |mean confidence - share right| of ten equal bins, weighted by
    /// their frames (Naeini, Cooper and Hauskrecht, 2015).
    public var expectedCalibrationError: Double
    /// Ten, ascending, empty ones included.
    public var bins: [ReliabilityBin]

    /// Confidences are written with four digits: 0.0000 and 1.0000 stand for anything that rounds to them, and a single
    /// mistake behind a written 1.0000 would make the mean infinite.
    static let confidenceRange = 0.000_05...0.999_95

    /// Nil of no frames.
    init?(_ judged: [JudgedFrame]) {
        guard !judged.isEmpty else { return nil }
        let count = Double(judged.count)
        frames = judged.count
        negativeLogLikelihood = judged.reduce(0) { $0 + Self.logLoss($1) } / count
        brier = judged.reduce(0) { $0 + $1.squaredError } / count
        var sums = [(frames: Int, confidence: Double, right: Int)](repeating: (0, 0, 0), count: 10)
        for frame in judged {
            sums[frame.bin].frames += 1
            sums[frame.bin].confidence += frame.confidence
            sums[frame.bin].right += frame.isRight ? 1 : 0
        }
        expectedCalibrationError =
            sums.reduce(0) { $0 + abs($1.confidence - Double($1.right)) } / count
        bins = sums.enumerated().map { index, sum in
            ReliabilityBin(
                from: Double(index) / 10, to: Double(index + 1) / 10,
                meanConfidence: sum.frames > 0 ? sum.confidence / Double(sum.frames) : nil,
                right: Share(sum.right, of: sum.frames))
        }
    }

    private static func logLoss(_ frame: JudgedFrame) -> Double {
        let held = min(max(frame.confidence, confidenceRange.lowerBound), confidenceRange.upperBound)
        return -log(frame.isRight ? held : 1 - held)
    }

    private enum CodingKeys: String, CodingKey {
        case frames
        case negativeLogLikelihood = "nll"
        case brier
        case expectedCalibrationError = "ece"
        case bins
    }
}

/// The frames whose confidence lies in a tenth of [0, 1].
public struct ReliabilityBin: Hashable, Sendable, Encodable {
    /// The least confidence.
    public var from: Double
    /// The confidence from which on the next bin holds; the last one has 1 as well.
    public var to: Double
    /// Nil of no frames.
    public var meanConfidence: Double?
    /// The frames that are right, of all of the bin.
    public var right: Share

    private enum CodingKeys: String, CodingKey {
        case from, to
        case meanConfidence = "mean_confidence"
        case right
    }
}

extension JudgedFrame {
    var squaredError: Double { (confidence - (isRight ? 1 : 0)) * (confidence - (isRight ? 1 : 0)) }

    /// Which tenth of [0, 1] the confidence lies in.
    var bin: Int { min(9, Int(confidence * 10)) }
}
