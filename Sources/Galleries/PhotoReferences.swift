internal import Digests
internal import Foundation
internal import Geodesy
public import PilotageAPI

/// Photos, and frames of videos, of known position: what a gallery of photos is built from, for those who look at the pictures
/// themselves.
public struct PhotoReferences: Sendable {
    /// What has no position, or cannot be read.
    public let leftOut: [LeftOut]
    /// How many headings refer to magnetic north.
    public let magneticHeadings: Int
    private let references: [Reference]
    private let decoder: ReferenceDecoder

    /// Pictures of a group that are decoded together take no more bytes than this.
    private static let groupBytes = 64 << 20

    /// Reads where photos were taken, but not the photos.
    ///
    /// - Parameters:
    ///   - path: a folder of photos that carry their positions, or a CSV file that lists photos and frames of videos.
    ///   - split: only rows of a table whose `split` column says this; nil for all.
    ///   - progress: told how many of how many files of a folder were read; what it throws ends the reading.
    /// - Throws: `PilotageError`, or `PilotageErrors` with all that is wrong with a table.
    public init(
        path: String, split: String? = nil, registry: Registry, jobs: Int,
        progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws {
        decoder = try ReferenceDecoder(registry, sample: "all")
        let found = try References(
            photos: path, split: split, registry, decoder, jobs: jobs, progress: progress)
        (references, leftOut) = (found.usable, found.leftOut)
        magneticHeadings = found.magneticHeadings
    }

    private init(_ references: [Reference], of whole: PhotoReferences) {
        self.references = references
        (leftOut, magneticHeadings, decoder) = (whole.leftOut, whole.magneticHeadings, whole.decoder)
    }

    /// Where they were taken, in the order of the source; the ids say nothing.
    public var places: [Place] { references.map(\.place) }

    /// The files, each as often as it is named.
    public var files: [String] { references.map(\.path) }

    /// The same for the same names, times, positions and headings in the same order.
    public var digest: String {
        let digest = SHA256()
        for reference in references {
            let place = reference.place
            let numbers = [
                place.coordinate.latitude, place.coordinate.longitude, place.headingDegrees ?? .nan,
                reference.timeSeconds ?? .nan,
            ]
            let texts = [place.source] + numbers.map { "\($0)" }
            digest.update(Array((texts.joined(separator: "\t") + "\n").utf8))
        }
        return digest.hexDigits()
    }

    /// Those whose places are wanted.
    public func filtered(_ isWanted: (Place) -> Bool) -> PhotoReferences {
        PhotoReferences(references.filter { isWanted($0.place) }, of: self)
    }

    /// The numbers of places whose pictures are best decoded together, such as the frames of a video.
    public func groups(as format: FrameFormat) -> [[Int]] {
        let size = max(1, Self.groupBytes / (3 * format.longSide * format.longSide))
        return ReferenceUnit.units(of: references).flatMap { unit in
            stride(from: 0, to: unit.indices.count, by: size).map {
                Array(unit.indices[$0..<min($0 + size, unit.indices.count)])
            }
        }
    }

    /// The pictures of a group, or a part of one, or why there are none.
    public func pictures(_ group: [Int], as format: FrameFormat) -> [Result<Image, any Error>] {
        var found: [Int: Result<Image, any Error>] = [:]
        let read = Result {
            try decoder.forEachFrame(of: ReferenceUnit(indices: group), in: references, as: format) {
                index, frame in
                found[index] = Result { try Self.picture(frame.get()) }
            }
        }
        return group.map { index in
            found[index]
                ?? Result {
                    try read.get(); throw Self.missing
                }
        }
    }

    private static func picture(_ frame: Frame) throws -> Image {
        guard case .image(let image) = frame.content else { throw missing }
        return image
    }

    private static var missing: PilotageError { PilotageError(.damaged, "no picture in it") }
}

extension References {
    /// What a folder of photos or a table of photos offers.
    init(
        photos path: String, split: String?, _ registry: Registry, _ decoder: ReferenceDecoder, jobs: Int,
        progress: (Int, Int) throws -> Void
    ) throws {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw PilotageError(.unreadable, "no such file or folder", place: [path])
        }
        guard isDirectory.boolValue else {
            self = try PhotoTable(path: path, split: split).references()
            return
        }
        guard split == nil else {
            throw PilotageError(.invalid, "--split needs a CSV file, but this is a folder", place: [path])
        }
        self = try PhotoFolder(path: path, registry: registry).references(
            decoder, jobs: jobs, progress)
    }
}
