import Catalog
import Galleries
import Learning
import Neural
import PilotageAPI

/// Reads the photos that a network learns from.
struct TrainingPhotos {
    let path: String
    let options: TrainPhotoOptions
    let input: ViewInput
    let jobs: Int
    /// Told what is done, and how much of it; what it throws ends the reading.
    let progress: (String, Int, Int) throws -> Void

    /// The photos, and what the model keeps of them.
    ///
    /// - Parameters:
    ///   - files: what is written, which no photo may be.
    ///   - objection: why a place is of no use; nil for those that are. Continues "photos that".
    func photos(
        _ files: TrainingFiles, _ objection: (Place) -> String?
    ) throws -> (photos: PhotoSet, text: String) {
        let all = try PhotoReferences(path: path, split: options.split, registry: .catalog, jobs: jobs) {
            try progress("scanning", $0, $1)
        }
        GalleryOutcome.list(all.leftOut.map { "\($0.source.visible()): \($0.reason.visible())" })
        GalleryOutcome.noteMagneticHeadings(all.magneticHeadings)
        let references = useful(all, objection)
        try OutputCheck.check(files.all, inputs: references.files)
        let photos: PhotoSet
        do { photos = try decoded(references) } catch let error as PilotageError { throw error.at(path) }
        GalleryOutcome.list(photos.leftOut.map { $0.visible() })
        return (photos, "\(photos.photos.count) photos of \(path.lastName), \(references.digest)")
    }

    private func useful(_ all: PhotoReferences, _ objection: (Place) -> String?) -> PhotoReferences {
        let reasons = all.places.compactMap(objection)
        for reason in Set(reasons).sorted() {
            Console.note("left out: photos that \(reason): \(reasons.count { $0 == reason })")
        }
        return all.filtered { objection($0) == nil }
    }

    private func decoded(_ references: PhotoReferences) throws -> PhotoSet {
        let photos = references.places.map { place in
            GeotaggedPhoto(
                name: place.source, coordinate: place.coordinate, headingDegrees: place.headingDegrees)
        }
        // As `embed.neural` has them decoded.
        let format = FrameFormat(color: .rgb, longSide: 2 * max(input.width, input.height))
        return try PhotoSet(photos, groups: references.groups(as: format), jobs: jobs) {
            try progress("decoding", $0, photos.count)
        } decode: {
            references.pictures($0, as: format)
        }
    }
}
