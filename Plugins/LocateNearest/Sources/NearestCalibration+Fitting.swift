internal import Geodesy
internal import PilotageAPI

extension NearestCalibration {
    /// Fewer samples than this teach nothing.
    static let fewestSamples = 20
    /// The share of frames that are supposed to come from outside the gallery.
    static let outsideShare = 0.25
    private static let ridge = 1.0

    /// Learns from frames of known position; nil where there are too few, or where too few can stand for frames from
    /// outside: in a gallery of a single spot everything is near to everything, and likeness would mean nothing.
    init?(_ samples: [CalibrationSample]) {
        let inside = samples.compactMap { LabeledSample($0) }
        guard inside.count >= Self.fewestSamples else { return nil }
        let spacing = typicalSpacing(inside.map(\.truth))
        let outside = samples.compactMap { LabeledSample(outside: $0, clearance: 4 * max(25, 1.5 * spacing)) }
        guard outside.count >= Self.fewestSamples else { return nil }
        self.init(
            similarities: inside.map(\.summary.similarity),
            margins: inside.map { $0.summary.margin(radius: 25) })

        let weight =
            Double(inside.count) * Self.outsideShare / (1 - Self.outsideShare) / Double(outside.count)
        let weighted = inside.map { ($0, 1.0) } + outside.map { ($0, weight) }
        presence = LogisticRegression.fit(
            weighted.map { sample, weight in
                Observation(
                    features: [feature(similarity: sample.summary.similarity)],
                    isTrue: sample.error != nil, weight: weight)
            }, ridge: Self.ridge)
        within = Self.radii.map { radius in
            LogisticRegression.fit(
                weighted.map { sample, weight in
                    Observation(
                        features: [
                            feature(similarity: sample.summary.similarity),
                            feature(margin: sample.summary.margin(radius: radius)),
                        ], isTrue: sample.error.map { $0 <= radius } ?? false, weight: weight)
                }, ridge: Self.ridge)
        }
    }

    /// The scales of the features, with no model yet.
    private init(similarities: [Double], margins: [Double]) {
        let count = Double(similarities.count)
        let mean = similarities.reduce(0, +) / count
        let variance = similarities.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let middle = margins.sorted()[margins.count / 2]
        self.init(
            similarityMean: mean, similarityDeviation: max(1e-6, variance.squareRoot()),
            similarityMaximum: similarities.max() ?? mean, marginScale: max(1e-6, middle),
            ceiling: (count + 1) / (count + 2), presence: [0, 0], within: [])
    }
}

/// A sample with the answer that the fit is to give.
private struct LabeledSample {
    let truth: Coordinate
    let summary: CandidateSummary
    /// From the best candidate to the truth in meters; nil where the frame stands for one from outside the gallery.
    let error: Double?

    /// Nil where there are no candidates.
    init?(_ sample: CalibrationSample) {
        guard let best = sample.candidates.first, let summary = CandidateSummary(sample.candidates) else {
            return nil
        }
        truth = sample.truth.coordinate
        self.summary = summary
        error = best.place.coordinate.distance(to: truth)
    }

    /// The same frame in a gallery that has no place within `clearance` meters of it; nil where no candidate is left.
    init?(outside sample: CalibrationSample, clearance: Double) {
        let truth = sample.truth.coordinate
        let distant = sample.candidates.filter { $0.place.coordinate.distance(to: truth) > clearance }
        guard let summary = CandidateSummary(distant) else { return nil }
        self.truth = truth
        self.summary = summary
        error = nil
    }
}

/// The median distance from a position to the nearest other one, in meters; at most 500 of them are asked.
private func typicalSpacing(_ positions: [Coordinate]) -> Double {
    let step = max(1, positions.count / 500)
    let nearest = stride(from: 0, to: positions.count, by: step).map { index in
        positions.indices.reduce(Double.infinity) { least, other in
            other == index ? least : min(least, positions[index].distance(to: positions[other]))
        }
    }
    let finite = nearest.filter(\.isFinite).sorted()
    return finite.isEmpty ? 0 : finite[finite.count / 2]
}
