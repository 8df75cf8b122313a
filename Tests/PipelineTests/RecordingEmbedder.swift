import PilotageAPI
import Synchronization

/// Takes pictures and rigs, and keeps them in the order in which they come; an embedding is the first sample.
final class RecordingEmbedder: Embedder {
    static let name = "embed.recording"
    static let summary = "keeps what it is given, for tests"
    typealias Options = NoOptions
    static let fitLimit = 1
    let dimension = 1
    let fingerprint = Fingerprint("recording")
    private let kept = Mutex<[Frame]>([])

    static func format(_ options: NoOptions) -> FrameFormat {
        FrameFormat(color: .rgb, longSide: 64, takesRigs: true)
    }

    static func fit(_ options: NoOptions, to samples: [FitSample], seed: UInt64) -> FittedModel {
        FittedModel(files: ModelFiles())
    }

    init(_ options: NoOptions, model: ModelFiles) {}

    /// All frames so far.
    var frames: [Frame] { kept.withLock { $0 } }

    func embed(_ frames: [Frame]) -> Embeddings {
        kept.withLock { $0 += frames }
        var embeddings = Embeddings(dimension: 1)
        for frame in frames { embeddings.append([Float(frame.views.first?.image.samples.first ?? 0)]) }
        return embeddings
    }
}

extension Frame {
    /// Its pictures with their headings; that of a frame of one picture is 0.
    var views: [(heading: Double, image: Image)] {
        switch content {
        case .image(let image): [(0, image)]
        case .rig(let views):
            views.compactMap { view in
                if case .image(let image) = view.content { (view.headingDegrees, image) } else { nil }
            }
        default: []
        }
    }

    /// The views as text: heading and first sample of each.
    var shown: String { views.map { "\(Int($0.heading)):\($0.image.samples[0])" }.joined(separator: " ") }
}
