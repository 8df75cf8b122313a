internal import Foundation
internal import PilotageAPI
internal import Workers

/// Photos of a folder that carry their own positions.
struct PhotoFolder {
    let path: String

    /// Every photo below the folder, by path; hidden files and galleries are none.
    func references(
        _ decoder: ReferenceDecoder, jobs: Int, _ progress: (Int, Int) -> Void
    ) throws -> References {
        let files = try mediaFiles(decoder)
        let queue = IndexQueue(count: files.count)
        var found = References()
        var done = 0
        try orderedMap(jobs: jobs, next: queue.next) { index in
            (files[index], Result { try provenance("\(path)/\(files[index])", decoder) })
        } consume: { name, result in
            add(name, result, to: &found)
            done += 1
            progress(done, files.count)
        }
        return found
    }

    private func mediaFiles(_ decoder: ReferenceDecoder) throws -> [String] {
        let all: [String]
        do {
            all = try FileManager.default.subpathsOfDirectory(atPath: path)
        } catch {
            throw PilotageError(.unreadable, "cannot be listed", place: [path], cause: "\(error)")
        }
        // A gallery that lies among the photos, perhaps the one that is to be replaced, holds none.
        let galleries = all.filter { $0.hasSuffix("/\(GalleryLayout.document)") }.map {
            $0.dropLast(GalleryLayout.document.count)
        }
        let visible = all.filter { name in
            !name.split(separator: "/").contains { $0.hasPrefix(".") }
                && !galleries.contains { name.hasPrefix($0) }
        }
        return visible.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            .filter { isFile("\(path)/\($0)") && decoder.recognizes(MediaSource(path: "\(path)/\($0)")) }
    }

    private func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private func provenance(_ path: String, _ decoder: ReferenceDecoder) throws -> Provenance {
        // The size is that of a thumbnail: nothing is decoded here.
        let reader = try decoder.open(MediaSource(path: path), as: FrameFormat(color: .gray, longSide: 64))
        if let seconds = reader.durationSeconds, seconds > 0 {
            throw PilotageError(
                .unsupported,
                "a video has no one position: list its frames in a CSV file with time_s, lat and lon")
        }
        return reader.provenance
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

/// Hands out the numbers from 0 to a count, one at a time, to whoever asks.
///
/// `@unchecked Sendable`: the next number is guarded by the lock.
final class IndexQueue: @unchecked Sendable {
    private let lock = NSLock()
    private let count: Int
    private var index = 0

    init(count: Int) { self.count = count }

    @Sendable func next() -> Int? {
        lock.withLock {
            guard index < count else { return nil }
            index += 1
            return index - 1
        }
    }
}
