public import Geodesy
public import PilotageAPI
internal import Workers

/// A photo of which is known where it was taken.
public struct GeotaggedPhoto: Sendable, Hashable {
    /// What messages call it.
    public var name: String
    /// Where the camera was.
    public var coordinate: Coordinate
    /// Where it looked, degrees clockwise from true north; nil where nobody knows.
    public var headingDegrees: Double?

    /// A photo.
    public init(name: String, coordinate: Coordinate, headingDegrees: Double? = nil) {
        self.name = name
        self.coordinate = coordinate
        self.headingDegrees = headingDegrees
    }
}

/// The photos to learn from, each decoded once; as many as fit are kept in memory, the others decoded again when they are wanted.
public struct PhotoSet: Sendable {
    /// Gives the pictures of photos by their numbers, or why there are none; called from several threads. Twice as large as the views
    /// is large enough.
    public typealias Decode = @Sendable ([Int]) -> [Result<Image, any Error>]

    /// Those that could be decoded, in their order.
    public let photos: [GeotaggedPhoto]
    /// One line for each of the others.
    public let leftOut: [String]

    /// Fewer than these teach nothing.
    static let fewest = 8
    private let numbers: [Int]
    private let kept: [Int: Image]
    private let decode: Decode

    /// Decodes all photos.
    ///
    /// - Parameters:
    ///   - groups: the numbers of photos that are decoded together.
    ///   - memoryBytes: how many bytes of pictures are kept at most.
    ///   - progress: told how many photos were decoded; what it throws ends the decoding.
    /// - Throws: `PilotageError` where fewer than 8 can be decoded.
    public init(
        _ photos: [GeotaggedPhoto], groups: [[Int]], memoryBytes: Int = 1 << 30, jobs: Int,
        progress: (Int) throws -> Void = { _ in }, decode: @escaping Decode
    ) throws {
        let queue = IndexQueue(count: groups.count)
        var (numbers, kept, leftOut, bytes) = ([Int](), [Int: Image](), [Int: String](), 0)
        try orderedMap(jobs: jobs, next: queue.next) { group in
            Array(zip(groups[group], decode(groups[group])))
        } consume: { results in
            for (number, result) in results {
                switch result {
                case .failure(let error): leftOut[number] = "\(photos[number].name): \(Self.reason(error))"
                case .success(let image):
                    numbers.append(number)
                    guard bytes + image.samples.count <= memoryBytes else { continue }
                    bytes += image.samples.count
                    kept[number] = image
                }
            }
            try progress(numbers.count + leftOut.count)
        }
        // Frames of a video come in the order of their times.
        numbers.sort()
        self.photos = numbers.map { photos[$0] }
        self.leftOut = leftOut.sorted { $0.key < $1.key }.map(\.value)
        (self.numbers, self.kept, self.decode) = (numbers, kept, decode)
        do {
            try Self.check(self.photos.count, "the photos", "more photos of known position are needed")
        } catch var error as PilotageError {
            error.cause = self.leftOut.isEmpty ? nil : self.leftOut.prefix(3).joined(separator: "; ")
            throw error
        }
    }

    /// Decodes all photos, each by itself.
    ///
    /// - Throws: `PilotageError` where fewer than 8 can be decoded.
    public init(
        _ photos: [GeotaggedPhoto], memoryBytes: Int = 1 << 30, jobs: Int,
        decode: @escaping @Sendable (Int) throws -> Image
    ) throws {
        try self.init(photos, groups: photos.indices.map { [$0] }, memoryBytes: memoryBytes, jobs: jobs) {
            numbers in numbers.map { number in Result { try decode(number) } }
        }
    }

    /// The picture of one of `photos`.
    ///
    /// - Throws: `PilotageError` where it can be decoded no more.
    func image(_ index: Int) throws -> Image {
        if let image = kept[numbers[index]] { return image }
        do {
            return try decode([numbers[index]])[0].get()
        } catch let error as PilotageError {
            throw error.at(photos[index].name)
        }
    }

    /// Refuses what is too little to learn from.
    static func check(_ count: Int, _ what: String, _ hint: String) throws {
        guard count >= fewest else {
            throw PilotageError(
                .invalid, "\(what) to learn from are \(count), too few: at least \(fewest) are needed",
                hint: hint)
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let told = error as? PilotageError else { return "\(error)" }
        return told.message + (told.cause.map { ": \($0)" } ?? "")
    }
}
