import CFFmpeg
import PhotoMetadata
import PilotageAPI

/// Decodes photos.
///
/// Plain JPEGs, which is most of them, go to libjpeg-turbo, which halves the picture as often as the wanted size allows. All
/// else, damage included, goes to FFmpeg.
struct StillDecoder {
    let pool: JPEGDecoderPool
    let format: FrameFormat

    /// Decodes a photo.
    ///
    /// - Throws: `PilotageError` `damaged` where there is no picture in it.
    func decode(_ packet: Packet, _ codecID: AVCodecID) throws -> StillReader {
        let metadata = PhotoMetadata(bytes: packet.bytes)
        let orientation = metadata?.orientation.flatMap(Orientation.init) ?? .upright
        let provenance = metadata?.provenance ?? Provenance()
        if codecID == AV_CODEC_ID_MJPEG, let image = try plainJPEG(packet, orientation) {
            return StillReader(image, provenance, DecodingLosses())
        }
        let isCutOff = codecID == AV_CODEC_ID_MJPEG && !JPEGSegments.reachEnd(packet.bytes)
        let (image, isDamaged) = try pictureByFFmpeg(packet, codecID, orientation, isCutOff: isCutOff)
        return StillReader(
            image, provenance, DecodingLosses(damagedPackets: isDamaged ? 1 : 0, isTruncated: isCutOff))
    }

    /// The picture of a JPEG that holds no surprises; nil for others.
    ///
    /// - Throws: `PilotageError` `exhausted`: that FFmpeg found memory would not make it the same picture.
    private func plainJPEG(_ packet: Packet, _ orientation: Orientation) throws -> Image? {
        guard let header = JPEGHeader(packet.bytes), JPEGSegments.reachEnd(packet.bytes) else { return nil }
        let size = geometry(header.width, header.height)
        return try pool.use { decoder in
            try decoder.picture(
                packet.bytes, header, color: format.color, size: size, orientation: orientation)
        }
    }

    private func pictureByFFmpeg(
        _ packet: Packet, _ codecID: AVCodecID, _ orientation: Orientation, isCutOff: Bool
    )
        throws
        -> (image: Image, isDamaged: Bool)
    {
        let strict = try PictureDecoder(codecID, isStrict: true)
        if !isCutOff, (try? strict.decode(packet)) != nil { return (try picture(strict, orientation), false) }
        let lenient = try PictureDecoder(codecID, isStrict: false)
        do { try lenient.decode(packet) } catch {
            if let known = lenient.refusal ?? StillFormat.unreadKind(packet.bytes) { throw known }
            let name = String(cString: avcodec_get_name(codecID))
            throw error.telling(
                .damaged, "the \(name) picture cannot be decoded",
                hint: "look whether it opens elsewhere; copy it again from the camera")
        }
        return (try picture(lenient, orientation), true)
    }

    private func picture(_ decoder: PictureDecoder, _ orientation: Orientation) throws -> Image {
        let frame = decoder.frame.pointee
        let size = geometry(Int(frame.width), Int(frame.height))
        return try FrameScaler().picture(frame, color: format.color, size: size, orientation: orientation)
    }

    /// The pixels of photos are taken for square: what their files say of it is seldom meant.
    private func geometry(_ width: Int, _ height: Int) -> PictureGeometry {
        PictureGeometry(storedWidth: width, storedHeight: height, aspect: 1, longSide: format.longSide)
    }
}

/// A photo as a source of one frame.
final class StillReader: FrameReader {
    let provenance: Provenance
    let durationSeconds: Double? = nil
    let losses: DecodingLosses
    private var image: Image?

    /// A decoded photo.
    init(_ image: Image, _ provenance: Provenance, _ losses: DecodingLosses) {
        self.image = image
        self.provenance = provenance
        self.losses = losses
    }

    func next() throws -> Frame? {
        defer { image = nil }
        return image.map { Frame(index: 0, timeSeconds: 0, content: .image($0)) }
    }
}
