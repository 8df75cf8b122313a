import PhotoMetadata
public import PilotageAPI

extension FFmpegDecoder {
    /// What a photo says of itself, read from its file without decoding the picture; nil for a video.
    public func photoProvenance(of source: MediaSource) throws -> Provenance? {
        let bytes = try ByteSource(path: source.path)
        guard try StillFormat.codec(of: bytes, path: source.path) != nil else {
            return try openedProvenance(of: source)
        }
        return PhotoMetadata(descriptor: bytes.descriptor)?.provenance ?? Provenance()
    }
}
