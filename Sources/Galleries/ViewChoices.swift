internal import PilotageAPI

/// What is said of how places are to be drawn; nil for what is left to the default, or to the gallery that is extended.
public struct ViewChoices: Sendable {
    /// How the pictures look.
    public var look: ViewSettings.Look?
    /// Columns and rows of a picture.
    public var size: (width: Int, height: Int)?
    /// The horizontal angle of view in degrees.
    public var fieldOfViewDegrees: Double?
    /// How high above the road the camera is, in meters.
    public var heightMeters: Double?
    /// Degrees by which the camera looks up.
    public var pitchDegrees: Double?
    /// What is farther than this many meters is not drawn.
    public var reachMeters: Double?
    /// What the town looks like where it looks like footage.
    public var seed: UInt64?

    /// Nothing is said.
    public init() {}

    /// The settings of a new gallery.
    ///
    /// - Throws: `PilotageError` for what cannot be drawn.
    public func settings() throws -> ViewSettings {
        var settings = ViewSettings()
        settings.look = look ?? settings.look
        settings.width = size?.width ?? settings.width
        settings.height = size?.height ?? settings.height
        settings.fieldOfViewDegrees = fieldOfViewDegrees ?? settings.fieldOfViewDegrees
        settings.heightMeters = heightMeters ?? settings.heightMeters
        settings.pitchDegrees = pitchDegrees ?? settings.pitchDegrees
        settings.reachMeters = reachMeters ?? settings.reachMeters
        settings.seed = seed ?? settings.seed
        if let defect = settings.defect { throw PilotageError(.invalid, defect) }
        return settings
    }

    /// Refuses choices that are the embedder's own.
    ///
    /// - Throws: `PilotageError` that names the first of them.
    func checkLeaves(views: MapViewFormat, to embedder: String) throws {
        let chosen = [
            ("--look", look != nil), ("--size", size != nil), ("--fov", fieldOfViewDegrees != nil),
        ].first(where: \.1)?.0
        guard let chosen else { return }
        throw PilotageError(
            .invalid,
            "\(chosen) is not for \(embedder), whose model takes classes and depths of \(views.width)x\(views.height) pixels, "
                + "\(shortest(views.fieldOfViewDegrees))° wide", hint: "leave it out")
    }

    /// Refuses what differs from the views that a gallery has.
    ///
    /// - Throws: `PilotageError` that names the first option that differs.
    func check(against stored: ViewSettings) throws {
        func texts(_ value: Double?, _ other: Double) -> (String?, String) {
            (value.map(shortest), shortest(other))
        }
        let pairs: [(name: String, texts: (chosen: String?, stored: String))] = [
            ("--look", (look?.rawValue, stored.look.rawValue)),
            ("--size", (size.map { "\($0.width)x\($0.height)" }, "\(stored.width)x\(stored.height)")),
            ("--fov", texts(fieldOfViewDegrees, stored.fieldOfViewDegrees)),
            ("--camera-height", texts(heightMeters, stored.heightMeters)),
            ("--pitch", texts(pitchDegrees, stored.pitchDegrees)),
            ("--reach", texts(reachMeters, stored.reachMeters)),
            ("--view-seed", (seed.map(String.init), String(stored.seed))),
        ]
        for (name, texts) in pairs {
            guard let chosen = texts.chosen, chosen != texts.stored else { continue }
            throw PilotageError(
                .invalid, "\(name) is \(chosen), but the gallery's views were drawn with \(texts.stored)",
                hint: "leave it out: what is added is drawn as the gallery was")
        }
    }
}
