public import PilotageAPI

/// What a photo says of itself in EXIF and XMP.
///
/// Everything here comes from the file's author. The orientation turns the picture; the rest is provenance and never
/// used to locate.
public struct PhotoMetadata: Hashable, Sendable {
    /// EXIF orientation, 1...8; nil where the file gives none.
    public var orientation: Int?
    /// Position, heading, time and camera.
    public var provenance: Provenance

    /// Reads the metadata of a picture file in memory; nil where it holds none that can be read.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard let tags = PhotoTags(bytes: bytes) else { return nil }
        self.init(tags)
    }

    /// Reads the metadata of an open picture file, whose place in the file stays as it is; nil where there is none.
    public init?(descriptor: Int32) {
        guard let tags = PhotoTags(path: "/proc/self/fd/\(descriptor)") else { return nil }
        self.init(tags)
    }

    /// Reads a bare EXIF block, which begins with its TIFF header; nil where it is not one.
    public init?(block: UnsafeRawBufferPointer) {
        guard let tags = PhotoTags(block: block) else { return nil }
        self.init(tags)
    }

    private init(_ tags: PhotoTags) {
        orientation = tags.orientation
        provenance = Provenance(
            coordinate: tags.coordinate, headingDegrees: tags.headingDegrees,
            headingIsMagnetic: tags.headingIsMagnetic, capturedAt: tags.capturedAt, camera: tags.camera)
    }
}
