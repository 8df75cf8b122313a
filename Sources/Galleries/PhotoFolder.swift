internal import Foundation
internal import PilotageAPI
internal import Workers

/// Photos of a folder that carry their own positions.
struct PhotoFolder {
    let path: String
    let registry: Registry

    /// Every photo below the folder, by path; hidden files and galleries are none. What cannot be read is left out with its
    /// reason.
    ///
    /// - Throws: `PilotageError` where the folder itself cannot be read.
    func references(
        _ decoder: ReferenceDecoder, jobs: Int, _ progress: (Int, Int) throws -> Void
    ) throws -> References {
        let folder: MediaFolder
        do { folder = try MediaFolder(path: path, registry: registry) } catch let error as PilotageError {
            throw error.at(path)
        }
        let files = folder.files
        let queue = IndexQueue(count: files.count)
        var found = References()
        found.leftOut = folder.unreadable.map { LeftOut($0.path, $0.error) }
        var done = 0
        try orderedMap(jobs: jobs, next: queue.next) { index in
            (files[index], Result { try provenance("\(path)/\(files[index])", decoder) })
        } consume: { name, result in
            add(name, result, to: &found)
            done += 1
            try progress(done, files.count)
        }
        return found
    }

    private func provenance(_ path: String, _ decoder: ReferenceDecoder) throws -> Provenance {
        guard let provenance = try decoder.photoProvenance(of: path) else {
            throw PilotageError(
                .unsupported,
                "a video has no one position: list its frames in a CSV file with time_s, lat and lon")
        }
        return provenance
    }

    private func add(_ name: String, _ result: Result<Provenance, any Error>, to found: inout References) {
        switch result {
        case .failure(let error): found.leftOut.append(LeftOut(name, error))
        case .success(let provenance):
            guard let coordinate = provenance.coordinate else {
                found.leftOut.append(LeftOut(name, "it carries no position"))
                return
            }
            if provenance.headingIsMagnetic, provenance.headingDegrees != nil { found.magneticHeadings += 1 }
            let place = Place(
                id: 0, coordinate: coordinate, headingDegrees: provenance.headingDegrees, source: name)
            found.usable.append(
                Reference(path: "\(path)/\(name)", place: place, capturedAt: provenance.capturedAt))
        }
    }
}
