public import PilotageAPI

/// What a manifest can set for `locate.route`.
public struct RouteLocatorOptions: PluginOptions {
    /// How the camera moves from frame to frame.
    enum Motion: String, CaseIterable {
        /// From place to place where the gallery names neighbors, else any distance.
        case auto
        /// A number of places a frame.
        case hop
        /// By the time between frames.
        case speed
    }

    /// Meters per second; what is not said otherwise.
    static let usualSpeed = 15.0

    let motion: Motion
    let hops: [Float]
    let maximumSpeed: Double
    let smoothing: Bool
    let answers: AnswerOptions

    /// Reads the options.
    public init(from reader: inout OptionReader) {
        motion = reader.choice(
            "motion", default: .auto,
            "how the camera moves: hop by hop along neighbors; speed, any distance up to max_speed; or auto: where the gallery names neighbors, speed for footage and hop for rows of embeddings, else any distance, near ones more likely"
        )
        hops = reader.text(
            "hops", default: "0 1", form: "probabilities of moving 0, 1, 2, … places a frame",
            pattern: #"^[0-9.]+( [0-9.]+){0,7}$"#, "for motion hop: how many places the camera moves a frame",
            parse: Self.probabilities)
        maximumSpeed = reader.double(
            "max_speed", default: Self.usualSpeed, in: 0.1...150,
            "for motion speed: meters per second at most")
        smoothing = reader.bool(
            "smoothing", default: true, "whether later frames help with earlier ones; false for live use")
        answers = AnswerOptions(from: &reader)
    }

    /// Numbers that are not all 0, brought to sum 1.
    private static func probabilities(_ text: String) -> [Float]? {
        let numbers = text.split(separator: " ").map { Float($0) }
        let known = numbers.compactMap { $0 }.filter { $0.isFinite && $0 >= 0 }
        let total = known.reduce(0, +)
        guard known.count == numbers.count, total > 0, known.count <= 8 else { return nil }
        return known.map { $0 / total }
    }
}
