public import Geodesy
internal import PilotageAPI
public import StreetMap

/// A map whose roads give the places of a gallery.
public struct MapSource: Sendable {
    /// The file.
    public var path: String
    /// Reads the map, clipped to a region that is widened by a margin in meters, so that views at its edge are whole; and
    /// tells the region itself, nil for all of the map.
    public var read: @Sendable (_ marginMeters: Double) throws -> (map: StreetMap, region: Region?)
    /// How places are chosen; its region is the one that reading tells.
    public var sampler: PlaceSampler
    /// How places are drawn.
    public var views: ViewChoices
    /// What else was chosen of the map, for the gallery's history, such as `--heights scale=1.2`; empty where nothing was.
    public var choices: String

    /// A map.
    public init(
        path: String, sampler: PlaceSampler = PlaceSampler(builtUpMeters: 50),
        views: ViewChoices = ViewChoices(), choices: String = "",
        read: @escaping @Sendable (_ marginMeters: Double) throws -> (map: StreetMap, region: Region?)
    ) {
        self.path = path
        self.read = read
        self.sampler = sampler
        self.views = views
        self.choices = choices
    }
}

/// A map that was read, and how it is drawn.
struct DrawnMap: Sendable {
    let map: StreetMap
    let views: ViewSettings
}

extension MapSource {
    /// Reads the map, and samples the places along its roads.
    ///
    /// - Parameter firstID: the id of the first place.
    /// - Throws: `PilotageError`, also where there is no place.
    func survey(_ views: ViewSettings, firstID: Int) throws -> (drawn: DrawnMap, references: References) {
        let (map, region) = try read(views.reachMeters)
        var sampler = sampler
        sampler.region = region
        let places = try sampled(map, sampler)
        guard !places.isEmpty else { throw try nowhere(map, sampler).at(path) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        var references = References()
        references.usable = places.enumerated().map { index, sampled in
            let place = Place(
                id: firstID + index, coordinate: sampled.coordinate, headingDegrees: sampled.headingDegrees,
                source: "\(name)#\(sampled.object)", next: sampled.next.map { firstID + $0 })
            return Reference(path: path, place: place, hasID: true, groundMeters: sampled.groundMeters)
        }
        return (DrawnMap(map: map, views: views), references)
    }

    private func sampled(_ map: StreetMap, _ sampler: PlaceSampler) throws -> [SampledPlace] {
        do { return try sampler.places(of: map) } catch let error as PilotageError { throw error.at(path) }
    }

    /// Why there is no place.
    private func nowhere(_ map: StreetMap, _ sampler: PlaceSampler) throws -> PilotageError {
        var everywhere = sampler
        everywhere.builtUpMeters = nil
        if let meters = sampler.builtUpMeters, try !everywhere.places(of: map).isEmpty {
            return PilotageError(
                .invalid, "no place to stand: no building within \(shortest(meters)) m of a road",
                hint: "--built-up none takes roads without buildings too")
        }
        let others = try TravelMode.allCases.filter { mode in
            everywhere.mode = mode
            return try mode != sampler.mode && !everywhere.places(of: map).isEmpty
        }
        let travelers =
            sampler.mode == .car ? "cars" : sampler.mode == .bicycle ? "bicycles" : "people on foot"
        return PilotageError(
            .invalid,
            "no place to stand: the map has no roads for \(travelers)"
                + (sampler.region == nil ? "" : " in the region"),
            hint: others.last.map { "--mode \($0.rawValue) finds some" })
    }
}
