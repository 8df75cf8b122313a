import Foundation
import Galleries
import Geodesy
import Learning
import PilotageAPI
import Rendering
import StreetMap
import Tensors

/// A gallery of some five thousand places of a real map, and footage of that town that differs from the map.
struct LearnedTown {
    typealias Heights = TownVariants.Heights

    /// A share of queries or sequences that are right.
    struct Found {
        let name: String
        let what: String
        let value: Double
    }

    private static let mostPlaces = 5_000
    private static let queries = 300
    private static let longest = 20
    private static let seed: UInt64 = 990

    let opened: OpenedGallery
    private let footage: MapRenderer
    let matcher: any Matcher
    let registry: Registry
    private let request: GalleryRequest
    private let folder: String

    /// How many the gallery has.
    var places: Int { opened.gallery.places.count }

    init(_ bench: Workbench, _ path: String, _ heights: Heights) throws {
        let whole = try MapFile(path: path).read()
        let region = try Self.region(whole)
        let variants = TownVariants(
            whole.clipped(to: region, marginMeters: 300), seed: Self.seed, heights: heights)
        let target = "\(bench.folder)/learned-\(path.split(separator: "/").last ?? "").gallery"
        try? FileManager.default.removeItem(atPath: target)
        let source = MapSource(path: path) { _ in (variants.map, region) }
        request = GalleryRequest(
            source: .map(source), embedder: Self.embedder(Workbench.model), jobs: 2, program: "benchmark")
        folder = target
        registry = bench.registry
        _ = try GalleryBuilder(registry: registry).build(request, at: target)
        opened = try GalleryStore.open(target, registry: registry)
        footage = MapRenderer(variants.town, look: .footage(seed: Self.seed))
        matcher = try registry.exactMatcher()
    }

    private static func embedder(_ model: String) -> OptionNode {
        func entry(_ key: String, _ value: OptionNode.Value) -> OptionEntry {
            OptionEntry(key: key, value: OptionNode(value))
        }
        return OptionNode(
            .object([
                entry("use", .string("embed.neural")), entry("model", .string(model)),
                entry("views", .int(4)),
            ]))
    }

    /// A circle that holds about as many places as the gallery is to have.
    private static func region(_ map: StreetMap) throws -> Region {
        let places = try PlaceSampler(builtUpMeters: 50).places(of: map).map(\.coordinate)
        let middle = Coordinate(
            latitude: places.map(\.latitude).sorted()[places.count / 2],
            longitude: places.map(\.longitude).sorted()[places.count / 2])
        let distances = places.map { $0.distance(to: middle) }.sorted()
        return .circle(center: middle, radiusMeters: distances[min(mostPlaces, distances.count) - 1] + 1)
    }

    /// All that is measured.
    func shares(sequences: Int) throws -> [Found] {
        try single(isRig: true, [1, 5], among: opened) + single(isRig: false, [1, 10], among: opened)
            + route(isRig: true, sequences, isTimed: false) + route(isRig: false, sequences, isTimed: false)
            + route(isRig: true, sequences, isTimed: true) + route(isRig: false, sequences, isTimed: true)
    }

    func name(_ isRig: Bool) -> String { isRig ? "four" : "one" }
    func words(_ isRig: Bool) -> String { isRig ? "four views" : "one view" }

    /// Recall of this town's single frames in another town's gallery, to which this town was added.
    func shares(addedTo other: LearnedTown) throws -> [Found] {
        let both = other.folder + "-both"
        try? FileManager.default.removeItem(atPath: both)
        try FileManager.default.copyItem(atPath: other.folder, toPath: both)
        _ = try GalleryBuilder(registry: registry).add(request, to: both)
        let joint = try GalleryStore.open(both, registry: registry)
        let found =
            try single(isRig: true, [1, 5], among: joint) + single(isRig: false, [1, 10], among: joint)
        return found.map {
            Found(name: "\($0.name).added", what: "\($0.what), added to the other town", value: $0.value)
        }
    }

    /// Recall of single frames in a gallery.
    private func single(isRig: Bool, _ ranks: [Int], among joint: OpenedGallery) throws -> [Found] {
        let rows = evenlySpread(Self.queries, of: places)
        let cameras = rows.map { camera(at: $0, purpose: 0) }
        let embeddings = try embed(cameras, isRig: isRig, take: 0)
        let found = try matcher.match(embeddings, in: joint.gallery, rows: nil, limit: ranks.max() ?? 1)
        return ranks.map { rank in
            let right = zip(found, cameras).count { candidates, camera in
                candidates.prefix(rank).contains { isRight(joint.gallery.places[$0.row], camera) }
            }
            return Found(
                name: "\(name(isRig)).at\(rank)", what: "\(words(isRig)): recall@\(rank)",
                value: Double(right) / Double(max(1, rows.count)))
        }
    }

    /// How many sequences are right at their end, after 5, 10 and 20 places.
    private func route(isRig: Bool, _ sequences: Int, isTimed: Bool) throws -> [Found] {
        let locator = try registry.routeLocator()
        let lengths = [5, 10, Self.longest]
        var (right, withheld) = (
            [Int](repeating: 0, count: lengths.count), [Int](repeating: 0, count: lengths.count)
        )
        let views = isRig ? [0, 1, 2, 3] : [0]
        let gallery = opened.gallery.showing(views)
        let walks = (0..<sequences).compactMap { walk(from: $0 * places / sequences) }
        for (number, walk) in walks.enumerated() {
            let cameras = walk.enumerated().map { camera(at: $1, purpose: UInt64(number * 100 + $0 + 1)) }
            let evidence = try evidence(
                try embed(cameras, isRig: isRig, take: UInt64(number + 1)), views)
            for (index, length) in lengths.enumerated() {
                var last: Fix?
                let track = SeenTrack(list: Array(evidence.prefix(length)), isTimed: isTimed)
                try locator.locate(track, in: gallery) { last = $0 }
                if last?.status == .noMatch {
                    withheld[index] += 1
                    continue
                }
                guard let id = last?.match?.placeID,
                    let place = opened.gallery.places.first(where: { $0.id == id })
                else { continue }
                if isRight(place, cameras[length - 1]) { right[index] += 1 }
            }
        }
        let motion = isTimed ? "timed" : "route"
        return [("", "right", right), (".withheld", "no_match", withheld)].flatMap { name, what, counts in
            lengths.indices.map { index in
                Found(
                    name: "\(self.name(isRig)).\(motion)\(name).\(lengths[index])",
                    what: "\(words(isRig)): \(what) after \(lengths[index]) places"
                        + (isTimed ? ", speed unknown" : ""),
                    value: Double(counts[index]) / Double(max(1, walks.count)))
            }
        }
    }

    /// Places from one on along the roads; nil where the way ends too soon.
    func walk(from start: Int, count: Int = longest) -> [Int]? {
        let rows = Dictionary(
            opened.gallery.places.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { one, _ in one })
        var generator = SeededGenerator(seed: Self.seed &+ UInt64(start))
        var walk = [start]
        while walk.count < count {
            let next = opened.gallery.places[walk[walk.count - 1]].next.compactMap { rows[$0] }
            guard !next.isEmpty else { return nil }
            walk.append(next[generator.index(below: next.count)])
        }
        return walk
    }

    private func isRight(_ place: Place, _ camera: Camera) -> Bool {
        place.coordinate.distance(to: camera.coordinate) <= 15
            && headingDifference(place.headingDegrees ?? 0, camera.headingDegrees) <= 45
    }

    /// A camera that is not quite where a place is.
    func camera(at row: Int, purpose: UInt64) -> Camera {
        let place = opened.gallery.places[row]
        let camera = Camera(
            at: place.coordinate, headingDegrees: place.headingDegrees ?? 0, width: 192, height: 128)
        return PoseError(seed: Self.seed &+ UInt64(row) &* 1_000_003 &+ purpose, meters: 3, degrees: 10)
            .applied(to: camera)
    }

    func embed(_ cameras: [Camera], isRig: Bool, take: UInt64) throws -> Embeddings {
        let frames = cameras.enumerated().map { index, camera in
            let shot = Shot(
                seed: Self.seed &+ (take == 0 ? UInt64(index) &+ 7_000 : take),
                timeSeconds: take == 0 ? 0 : Double(index))
            let pictures = (isRig ? camera.rig : [camera]).map {
                FrameContent.image(footage.picture($0, shot: shot))
            }
            let content =
                isRig
                ? FrameContent.rig(
                    zip([0.0, 90, 180, 270], pictures).map { RigView(headingDegrees: $0, content: $1) })
                : pictures[0]
            return Frame(index: index, timeSeconds: Double(index), content: content)
        }
        return try opened.embedder.embed(frames)
    }

    func evidence(_ embeddings: Embeddings, _ views: [Int]) throws -> [FrameEvidence] {
        let found = try matcher.match(embeddings, in: opened.gallery, rows: nil, limit: 50)
        return found.enumerated().map { index, candidates in
            FrameEvidence(
                frame: index, timeSeconds: Double(index), candidates: candidates,
                embedding: Gallery.parts(
                    views, of: Array(embeddings[index]), width: opened.gallery.embeddings.dimension / 4))
        }
    }
}

/// A sequence as a locator is given it.
struct SeenTrack: TrackEvidence {
    let item = "walk"
    let list: [FrameEvidence]
    let isTimed: Bool
    var count: Int { list.count }
    func frames(in range: Range<Int>) -> [FrameEvidence] { Array(list[range]) }
}
