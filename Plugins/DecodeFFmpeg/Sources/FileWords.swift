import CFFmpeg
import Geodesy
import PhotoMetadata
import PilotageAPI

/// What a container says of itself: its author's word, for the record only. Only the orientation has a say in frames.
struct FileWords {
    /// Position, time and camera. Many cameras write their local time where UTC belongs.
    let provenance: Provenance
    /// Length in seconds.
    let durationSeconds: Double?
    /// How the picture is to be turned.
    let orientation: Orientation

    /// Reads an opened file.
    init(_ file: MediaFile, _ bytes: ByteSource) {
        let stream = file.stream.pointee
        let container = file.container
        let tags = FileWords.tags(container.metadata).merging(FileWords.tags(stream.metadata)) { first, _ in
            first
        }
        durationSeconds = FileWords.duration(container, stream)
        // An AVIF is a photo in a video's clothes; its words are EXIF and XMP.
        if tags["major_brand"] == "avif" || tags["major_brand"] == "avis" {
            let photo = PhotoMetadata(descriptor: bytes.descriptor)
            provenance = photo?.provenance ?? Provenance()
            orientation = photo?.orientation.flatMap(Orientation.init) ?? .upright
            return
        }
        orientation = FileWords.orientation(file.stream)
        let created = tags["creation_time"].flatMap(FileWords.created)
        let position = tags["location"] ?? tags["com.apple.quicktime.location.ISO6709"]
        provenance = Provenance(
            coordinate: position.flatMap { ISO6709.coordinate($0) }, capturedAt: created,
            camera: FileWords.camera(tags))
    }

    private static func duration(_ container: AVFormatContext, _ stream: AVStream) -> Double? {
        let seconds: Double? =
            if let ticks = time(stream.duration), ticks > 0, stream.time_base.den > 0 {
                Double(ticks) * Double(stream.time_base.num) / Double(stream.time_base.den)
            } else if let ticks = time(container.duration), ticks > 0 {
                Double(ticks) / Double(AV_TIME_BASE)
            } else {
                nil
            }
        return seconds.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }

    private static func tags(_ dictionary: OpaquePointer?) -> [String: String] {
        var tags: [String: String] = [:]
        var entry: UnsafeMutablePointer<AVDictionaryEntry>?
        while let next = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX) {
            entry = next
            tags[String(cString: next.pointee.key)] = String(cString: next.pointee.value)
        }
        return tags
    }

    private static func orientation(_ stream: UnsafeMutablePointer<AVStream>) -> Orientation {
        var size = 0
        let data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size)
        guard let data, size >= 36 else { return .upright }
        let matrix = UnsafeRawPointer(data)
        func element(_ index: Int) -> Int32 {
            matrix.loadUnaligned(fromByteOffset: index * 4, as: Int32.self)
        }
        return Orientation(a: element(0), b: element(1), c: element(3), d: element(4))
    }

    /// Times before 1980 are those of a clock that was never set.
    private static func created(_ text: String) -> String? {
        var microseconds: Int64 = 0
        guard text.hasSuffix("Z"), av_parse_time(&microseconds, text, 0) >= 0,
            microseconds > 315_532_800_000_000,
            let time = CivilTime(exif: text)
        else { return nil }
        return time.iso8601 + "Z"
    }

    private static func camera(_ tags: [String: String]) -> String? {
        let words = ["make", "model"].compactMap { tags[$0] ?? tags["com.apple.quicktime.\($0)"] }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
