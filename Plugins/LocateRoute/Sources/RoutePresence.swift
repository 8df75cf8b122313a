public import PilotageAPI
internal import Tensors

extension RouteLocator {
    /// Fewer tracks would teach chance.
    private static let fewestTracks = 6

    /// Learns by how much a route must fit footage better than the best one elsewhere in the gallery does: some route always fits
    /// best.
    ///
    /// Every track is looked for among all places, and among those that are nowhere near it, as if it were from elsewhere. What is
    /// asked for lies so between the leads of both that as many standard deviations part it from one as from the other.
    public static func presence(_ area: LabeledArea) -> [String: Double] {
        let gallery = area.gallery
        let model = RouteModel(gallery.calibration[name])
        guard PlaceGraph.areNamed(gallery.places), model.isCalibrated else { return [:] }
        let network = PlaceNetwork(gallery, byDistance: false, bySpeed: true)
        let map = RouteMap(gallery, network, rows: Array(gallery.places.indices))
        let motion = RouteMotion.speed(
            maximum: RouteLocatorOptions.usualSpeed, hopMeters: map.hopMeters)
        let buffers = RouteBuffers()
        var (here, elsewhere): ([RouteLead], [RouteLead]) = ([], [])
        for track in area.tracks {
            let near = map.places(near: track.truths.compactMap { $0 })
            guard 2 * near.count <= map.rows.count else { continue }
            let leads = [[], near].compactMap { hidden in
                RouteWindow(
                    track.frames, map, motion, model, isAlone: false, carry: nil, hidden: hidden, buffers
                ).lead()
            }
            guard leads.count == 2 else { continue }
            here.append(leads[0])
            elsewhere.append(leads[1])
        }
        guard here.count >= fewestTracks else { return [:] }
        let lead = middle(here.flatMap(\.stretches), elsewhere.flatMap(\.stretches))
        return [
            RouteModel.elsewhereGainKey: mean(elsewhere.map(\.gainElsewhere)),
            RouteModel.elsewhereLeadKey: max(1e-3, lead),
        ]
    }

    /// As many standard deviations below some numbers as above others; the others' mean where they are no less.
    private static func middle(_ upper: [Double], _ lower: [Double]) -> Double {
        let (high, low) = (mean(upper), mean(lower))
        let (above, below) = (standardDeviation(upper), standardDeviation(lower))
        guard high > low, above + below > 0 else { return low }
        return (high * below + low * above) / (above + below)
    }
}
