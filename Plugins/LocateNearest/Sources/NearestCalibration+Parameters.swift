internal import PilotageAPI

extension NearestCalibration {
    /// As the gallery keeps it.
    var parameters: [String: Double] {
        var parameters = [
            "similarity_mean": similarityMean, "similarity_deviation": similarityDeviation,
            "similarity_maximum": similarityMaximum, "margin_scale": marginScale, "ceiling": ceiling,
            "presence_bias": presence[0], "presence_similarity": presence[1],
        ]
        for (radius, model) in zip(Self.radii, within) {
            for (key, value) in zip(Self.keys(radius), model) { parameters[key] = value }
        }
        return parameters
    }

    /// What a gallery keeps; nil where it keeps none, or not all that is needed.
    init?(parameters: [String: Double]?) {
        guard let parameters, parameters.values.allSatisfy(\.isFinite),
            let mean = parameters["similarity_mean"], let deviation = parameters["similarity_deviation"],
            let maximum = parameters["similarity_maximum"], let scale = parameters["margin_scale"],
            let ceiling = parameters["ceiling"], let bias = parameters["presence_bias"],
            let slope = parameters["presence_similarity"], deviation > 0, scale > 0, (0...1).contains(ceiling)
        else { return nil }
        let within = Self.radii.map { Self.keys($0).compactMap { parameters[$0] } }
        guard within.allSatisfy({ $0.count == 3 }) else { return nil }
        self.init(
            similarityMean: mean, similarityDeviation: deviation, similarityMaximum: maximum,
            marginScale: scale,
            ceiling: ceiling, presence: [bias, slope], within: within)
    }

    private static func keys(_ radius: Double) -> [String] {
        let prefix = "within_\(fixed(radius, digits: 1))_m"
        return ["\(prefix)_bias", "\(prefix)_similarity", "\(prefix)_margin"]
    }
}
