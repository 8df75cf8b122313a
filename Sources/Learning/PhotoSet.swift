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
    /// Gives the picture of a photo by its number; called from several threads. Twice as large as the views is large enough.
    public typealias Decode = @Sendable (Int) throws -> Image

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
    ///   - memoryBytes: how many bytes of pictures are kept at most.
    /// - Throws: `PilotageError` where fewer than 8 can be decoded.
    public init(
        _ photos: [GeotaggedPhoto], memoryBytes: Int = 1 << 30, jobs: Int, decode: @escaping Decode
    ) throws {
        let queue = IndexQueue(count: photos.count)
        var (numbers, kept, leftOut, bytes) = ([Int](), [Int: Image](), [String](), 0)
        try orderedMap(jobs: jobs, next: queue.next) { number in
            (number, Result { try decode(number) })
        } consume: { number, result in
            switch result {
            case .failure(let error): leftOut.append("\(photos[number].name): \(Self.reason(error))")
            case .success(let image):
                bytes += image.samples.count
                if bytes <= memoryBytes { kept[number] = image }
                numbers.append(number)
            }
        }
        self.photos = numbers.map { photos[$0] }
        (self.numbers, self.kept, self.leftOut, self.decode) = (numbers, kept, leftOut, decode)
        try Self.check(self.photos.count, "the photos", "more photos of known position are needed")
    }

    /// The picture of one of `photos`.
    ///
    /// - Throws: `PilotageError` where it can be decoded no more.
    func image(_ index: Int) throws -> Image {
        if let image = kept[numbers[index]] { return image }
        do {
            return try decode(numbers[index])
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
