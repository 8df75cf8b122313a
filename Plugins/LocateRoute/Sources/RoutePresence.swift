public import PilotageAPI
internal import Tensors

extension RouteLocator {
    /// Fewer tracks would teach chance.
    private static let fewestTracks = 6
    /// One in twenty of normal deviates is greater.
    private static let deviate = 1.645

    /// Learns by how much the best route through the gallery fits footage better than the best one elsewhere in it, where the footage is
    /// from elsewhere: some route always fits best.
    ///
    /// Every track is looked for among the places that are nowhere near it, as if it were from elsewhere.
    public static func presence(_ area: LabeledArea) -> [String: Double] {
        let gallery = area.gallery
        let model = RouteModel(gallery.calibration[name])
        guard PlaceGraph.areNamed(gallery.places), model.isCalibrated else { return [:] }
        let network = PlaceNetwork(gallery, byDistance: false, bySpeed: true)
        let map = RouteMap(gallery, network, rows: Array(gallery.places.indices))
        let motion = RouteMotion.speed(
            maximum: RouteLocatorOptions.usualSpeed, hopMeters: map.hopMeters)
        let buffers = RouteBuffers()
        let leads = area.tracks.compactMap { track -> (lead: Double, gain: Double)? in
            let near = map.places(near: track.truths.compactMap { $0 })
            guard 2 * near.count <= map.rows.count else { return nil }
            return RouteWindow(
                track.frames, map, motion, model, isAlone: false, carry: nil, hidden: near, buffers
            ).lead()
        }
        guard leads.count >= fewestTracks else { return [:] }
        let (all, gains) = (leads.map(\.lead), leads.map(\.gain))
        return [
            RouteModel.elsewhereGainKey: max(1e-3, mean(gains)),
            RouteModel.elsewhereLeadKey: max(1e-3, mean(all) + deviate * standardDeviation(all)),
        ]
    }
}
