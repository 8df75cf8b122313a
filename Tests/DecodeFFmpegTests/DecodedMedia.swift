import DecodeFFmpeg
import Foundation
import PilotageAPI
import Testing

/// The folder of real data beside the project; tests that need it are disabled where it is missing.
let sharedData = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "../shared/data").standardizedFileURL

/// Whether the real data is there.
let hasSharedData = FileManager.default.fileExists(atPath: sharedData.path)

/// Why a test is disabled.
let needsSharedData: Comment = "needs the real data in ../shared/data"

/// All that a decoder gave for one file.
struct DecodedMedia {
    var frames: [Frame] = []
    var losses = DecodingLosses()
    var provenance = Provenance()
    var durationSeconds: Double?

    /// Decodes a file to its end.
    init(
        _ path: String, sample: String = "all", color: FrameFormat.Color = .rgb, longSide: Int = 320,
        threads: Int = 2, cuts: Bool = true
    ) throws {
        let node = OptionNode(
            .object([
                OptionEntry(key: "sample", value: OptionNode(.string(sample))),
                OptionEntry(key: "cuts", value: OptionNode(.bool(cuts))),
            ]))
        let decoder = try FFmpegDecoder(try FFmpegDecoder.Options(node, of: FFmpegDecoder.name))
        let format = FrameFormat(color: color, longSide: longSide)
        let reader = try decoder.frames(of: MediaSource(path: path), as: format, threads: threads)
        while let frame = try reader.next() { frames.append(frame) }
        (losses, provenance) = (reader.losses, reader.provenance)
        durationSeconds = reader.durationSeconds
    }

    /// Decodes a file of the real data.
    init(shared name: String, sample: String = "all", color: FrameFormat.Color = .rgb, threads: Int = 2)
        throws
    {
        try self.init(
            sharedData.appending(path: name).path, sample: sample, color: color, threads: threads)
    }

    /// The pictures, damaged frames left out.
    var images: [Image] {
        frames.compactMap { if case .image(let image) = $0.content { image } else { nil } }
    }

    /// The times of the frames that begin a shot, in milliseconds.
    var shots: [Int] { zip(frames, milliseconds).filter(\.0.beginsShot).map(\.1) }

    /// The times, in milliseconds.
    var milliseconds: [Int] { frames.map { Int(($0.timeSeconds * 1000).rounded()) } }
}

extension Image {
    /// The mean absolute difference of two pictures of one size, in steps of 255.
    func difference(from other: Image) -> Double {
        guard width == other.width, height == other.height, channels == other.channels else { return 255 }
        let sum = zip(samples, other.samples).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(samples.count)
    }
}

/// The error that decoding a file ends in; nil where it ends well.
func failure(of path: String) -> PilotageError? {
    do {
        _ = try DecodedMedia(path)
        return nil
    } catch { return error as? PilotageError }
}
