import Digests
import Galleries
import MatchExact
import PilotageAPI
import TestSupport
import Testing

/// Places of a map from which nothing is to be seen.
struct BlankViewTests {
    /// Sees nothing in about every third picture.
    private struct DozingEmbedder: Embedder {
        static let name = "embed.dozing"
        static let summary = "sees nothing now and then"
        static let fitLimit = 1
        typealias Options = NoOptions

        let dimension = 16
        let fingerprint = Fingerprint("dozing")
        private let awake: BlindEmbedder

        init(_ options: NoOptions, model: ModelFiles) { awake = BlindEmbedder(options, model: model) }

        static func format(_ options: NoOptions) -> FrameFormat { BlindEmbedder.format(options) }

        static func fit(_ options: NoOptions, to samples: [FitSample], seed: UInt64) -> FittedModel {
            BlindEmbedder.fit(options, to: samples, seed: seed)
        }

        func embed(_ frames: [Frame]) throws -> Embeddings {
            let seen = try awake.embed(frames)
            var embeddings = Embeddings(dimension: dimension)
            for (row, frame) in frames.enumerated() {
                guard case .image(let image) = frame.content else { continue }
                let sleeps = "01234".contains(SHA256.hexDigits(of: image.samples).prefix(1))
                embeddings.append(sleeps ? [Float](repeating: 0, count: dimension) : Array(seen[row]))
            }
            return embeddings
        }
    }

    private func places(_ embedder: any Embedder.Type, _ world: MapWorld) throws -> (
        places: [Place], blank: Int
    ) {
        let registry = Registry(
            decoders: [], embedders: [embedder], matchers: [ExactMatcher.self], locators: [], reporters: [])
        let path = world.folder.path("\(embedder.name).gallery")
        let request = GalleryRequest(source: .map(world.source()), program: "test 1")
        let report = try GalleryBuilder(registry: registry).build(request, at: path)
        #expect(report.leftOut.isEmpty)
        return (try GalleryStore.open(path, registry: registry).gallery.places, report.blankViews)
    }

    @Test func `ways lead on through places that show nothing`() throws {
        let world = try MapWorld()
        let all = try places(BlindEmbedder.self, world)
        let kept = try places(DozingEmbedder.self, world)
        #expect(all.blank == 0 && kept.blank > 3 && kept.places.count + kept.blank == all.places.count)
        let next = Dictionary(uniqueKeysWithValues: all.places.map { ($0.id, $0.next) })
        let ids = Set(kept.places.map(\.id))
        for place in kept.places {
            var reached: Set<Int> = []
            var known: Set<Int> = []
            var waiting = next[place.id] ?? []
            while let id = waiting.popLast() {
                guard known.insert(id).inserted else { continue }
                if ids.contains(id) { reached.insert(id) } else { waiting += next[id] ?? [] }
            }
            #expect(Set(place.next) == reached && place.next.count == reached.count)
        }
    }
}
