import Digests
import Foundation
import Geodesy
import Learning
import Neural
import PilotageAPI
import StreetMap

/// What a network learns from, and what it is tried with.
struct TrainingMaterial {
    /// Gives the batches.
    let source: any PairSource
    /// What the model keeps of where they come from, and how they are made.
    private(set) var provenance: [String: String]
    /// Tells how well a model does where it never was.
    let validate: (PlaceModel) throws -> (rig: Recall?, single: Recall?)

    /// Maps of real towns; without any, invented ones.
    ///
    /// - Parameter count: how many towns are invented; nil for no end of them.
    init(maps: [String], count: Int?, _ plan: TrainingPlan, _ settings: MapPairSettings, jobs: Int) throws {
        let (towns, heldOut) = try Self.towns(maps, count, seed: plan.seed)
        let invented = count.map { "\($0) invented towns" } ?? "invented towns"
        source = MapPairs(settings, input: plan.input, seed: plan.seed, jobs: jobs, towns: towns)
        provenance = [
            "learned_from": maps.isEmpty ? invented : maps.map(\.lastName).joined(separator: ", "),
            "pairs": try sortedJSON(settings),
        ]
        provenance["map_digests"] = try Self.digests(maps)
        let validation = Validation(heldOut.map(\.area), views: settings.views, jobs: jobs)
        validate = {
            let (rig, single) = try validation.recall($0)
            return (rig, single)
        }
    }

    /// What is learned from, and what is held out.
    private static func towns(
        _ maps: [String], _ count: Int?, seed: UInt64
    ) throws -> (any TownSource, [(name: String, area: LearnedArea)]) {
        guard !maps.isEmpty else {
            return (InventedTowns(seed: seed, count: count), try InventedTowns.heldOut(4))
        }
        let towns = try MappedTowns(maps.map { ($0.lastName, try MapFile(path: $0).read()) }, seed: seed)
        return (towns, towns.heldOut)
    }

    /// Photos alone, of which one part of the ground is held out.
    init(
        _ reader: TrainingPhotos, _ files: TrainingFiles, _ plan: TrainingPlan, _ settings: PhotoPairSettings
    ) throws {
        let (photos, text) = try reader.photos(files) { _ in nil }
        let area = HeldOutArea(share: reader.options.heldOutShare, of: photos.photos, seed: plan.seed)
        source = try PhotoPairs(
            settings, input: plan.input, seed: plan.seed, jobs: reader.jobs, photos: photos, heldOut: area)
        provenance = [
            "learned_from": text, "pairs": try sortedJSON(settings),
            "held_out_share": shortest(reader.options.heldOutShare),
        ]
        if !settings.same.takesAnyHeading { Self.noteHeadings(photos) }
        let test = PhotoRetrievalTest(photos, of: area, reach: settings.neighbors, jobs: reader.jobs)
        validate = Self.validation(
            test.answerableQueries, test.recall, "another within \(shortest(settings.neighbors.meters)) m")
    }

    /// Photos, and the map of where they were taken.
    init(
        _ reader: TrainingPhotos, map path: String, _ files: TrainingFiles, _ plan: TrainingPlan,
        _ settings: PhotoMapPairSettings
    ) throws {
        let map = try MapFile(path: path).read()
        guard let box = map.box else {
            throw PilotageError(.invalid, "nothing in the map can be seen or traveled on", place: [path])
        }
        let region = Region.box(west: box[0], south: box[1], east: box[2], north: box[3])
        let (photos, text) = try reader.photos(files) { place in
            if !region.contains(place.coordinate) { return "lie outside of the map" }
            return place.headingDegrees == nil
                ? "have no heading, to which views of the map would be drawn" : nil
        }
        let area = HeldOutArea(share: reader.options.heldOutShare, of: photos.photos, seed: plan.seed)
        source = try PhotoMapPairs(
            settings, input: plan.input, seed: plan.seed, jobs: reader.jobs, photos: photos, map: map,
            heldOut: area)
        provenance = [
            "learned_from": "\(text), \(path.lastName)", "pairs": try sortedJSON(settings),
            "held_out_share": shortest(reader.options.heldOutShare),
        ]
        provenance["map_digests"] = try Self.digests([path])
        let test = try PhotoMapRetrievalTest(photos, of: area, map: map, places: 2_000, jobs: reader.jobs)
        validate = Self.validation(
            test.answerableQueries, test.recall, "a place of the map within 15 m that looks to its side")
    }

    /// A test of single views, where there is anything to be found.
    private static func validation(
        _ answerable: Int, _ recall: @escaping (PlaceModel) throws -> Recall, _ wanted: String
    ) -> (PlaceModel) throws -> (rig: Recall?, single: Recall?) {
        guard answerable == 0 else { return { (nil, try recall($0)) } }
        Console.note(
            "note: no photo that is held out has \(wanted), so that how well the network does cannot be measured"
        )
        return { _ in (nil, nil) }
    }

    /// What tells maps apart that have the same name; nil for none.
    private static func digests(_ maps: [String]) throws -> String? {
        maps.isEmpty ? nil : try maps.map { try SHA256.hexDigits(ofFileAt: $0) }.joined(separator: ", ")
    }

    private static func noteHeadings(_ photos: PhotoSet) {
        let count = photos.photos.count { $0.headingDegrees == nil }
        guard count > 0 else { return }
        Console.note(
            "note: \(count) of \(photos.photos.count) photos have no heading: each is learned as a place by itself, and held "
                + "against none that is near; --looks down is for photos whose heading does not count")
    }
}
