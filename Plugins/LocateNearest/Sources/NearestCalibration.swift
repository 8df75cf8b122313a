internal import Foundation

/// What similarities mean in one gallery; the method stands in docs/confidence.md.
struct NearestCalibration: Equatable {
    /// The radii for which there is a model, in meters, ascending.
    static let radii: [Double] = [2.5, 5, 10, 15, 25, 40, 60, 100, 160, 250, 500, 1000, 2500]

    /// Similarities of best candidates: their mean, standard deviation and greatest value.
    var similarityMean: Double
    var similarityDeviation: Double
    var similarityMaximum: Double
    /// The median margin.
    var marginScale: Double
    /// No probability above this: one more than the observations would not have shown it wrong.
    var ceiling: Double
    /// Log-odds that the frame is in the gallery: bias, similarity.
    var presence: [Double]
    /// Log-odds that the error is within each of `radii`: bias, similarity, margin.
    var within: [[Double]]

    /// The similarity as a feature; nothing above what was seen counts for more.
    func feature(similarity: Double) -> Double {
        (min(similarity, similarityMaximum) - similarityMean) / similarityDeviation
    }

    /// The margin as a feature: proportional where small, logarithmic where large.
    func feature(margin: Double) -> Double { log(1 + max(0, margin) / marginScale) }

    /// The probability that the frame was taken where the gallery has places.
    func presenceProbability(_ summary: CandidateSummary) -> Double {
        min(ceiling, logistic(presence[0] + presence[1] * feature(similarity: summary.similarity)))
    }

    /// The probability that the error is within each of `radii`: never falls, never above the probability of presence.
    func errorDistribution(_ summary: CandidateSummary) -> [Double] {
        let limit = presenceProbability(summary)
        let similarity = feature(similarity: summary.similarity)
        var least = 0.0
        return zip(Self.radii, within).map { radius, model in
            let margin = feature(margin: summary.margin(radius: radius))
            let probability = logistic(model[0] + model[1] * similarity + model[2] * margin)
            least = max(least, min(limit, probability))
            return least
        }
    }
}

/// A distribution of errors, known at some radii, straight between them over the logarithm of the radius.
struct ErrorDistribution {
    let radii: [Double]
    /// Ascending.
    let probabilities: [Double]

    /// The probability that the error is at most `radius` meters; below the least known radius it falls with the area.
    func probability(within radius: Double) -> Double {
        guard let first = radii.first, let firstProbability = probabilities.first else { return 0 }
        if radius <= first { return firstProbability * (radius / first) * (radius / first) }
        for index in 1..<radii.count where radius <= radii[index] {
            let share = log(radius / radii[index - 1]) / log(radii[index] / radii[index - 1])
            return probabilities[index - 1] + share * (probabilities[index] - probabilities[index - 1])
        }
        return probabilities.last ?? 0
    }

    /// The radius that holds a probability, in meters; nil where all known radii together hold less.
    func radius(holding probability: Double) -> Double? {
        guard let first = radii.first, let firstProbability = probabilities.first else { return nil }
        if firstProbability >= probability { return first * (probability / firstProbability).squareRoot() }
        for index in 1..<radii.count where probabilities[index] >= probability {
            let rise = probabilities[index] - probabilities[index - 1]
            let share = (probability - probabilities[index - 1]) / rise
            return radii[index - 1] * exp(share * log(radii[index] / radii[index - 1]))
        }
        return nil
    }
}
