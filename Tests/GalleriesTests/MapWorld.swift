import EmbedVLAD
import Galleries
import Geodesy
import LocateNearest
import LocateRoute
import MatchExact
import PilotageAPI
import StreetMap
import TestSupport

/// The plugins that a gallery of a map needs.
let mapRegistry = Registry(
    decoders: [], embedders: [VLADEmbedder.self], matchers: [ExactMatcher.self],
    locators: [NearestLocator.self, RouteLocator.self], reporters: [])

/// A street of 200 m from west to east with houses of all sizes along it, and a side street of 100 m to the north at its middle.
struct MapWorld {
    let folder: TemporaryFolder
    let origin: Coordinate

    init(origin: Coordinate = Coordinate(latitude: 50, longitude: 8), named name: String = "town.osm") throws
    {
        folder = try TemporaryFolder()
        self.origin = origin
        var text = MapText(origin: origin)
        text.line([(0, 0), (100, 0), (200, 0)], ["highway": "residential"])
        text.line([(100, 2), (100, 100)], ["highway": "residential", "oneway": "yes"])
        for number in 0..<9 {
            let west = Double(number) * 22
            let tags = ["building": "yes", "height": "\(4 + number * 5 % 17)"]
            text.box(west: west, south: -20, east: west + 9 + Double(number), north: -8, tags)
            if number != 4 {
                text.box(west: west, south: 8, east: west + 18 - Double(number), north: 25, tags)
            }
        }
        text.box(west: 70, south: 30, east: 90, north: 60, ["building": "yes", "height": "12"])
        text.box(west: 110, south: 50, east: 130, north: 80, ["building": "yes", "height": "9"])
        try folder.write(text.text, to: name)
        path = folder.path(name)
    }

    let path: String
    var gallery: String { folder.path("town.gallery") }

    func source(
        _ sampler: PlaceSampler = PlaceSampler(builtUpMeters: 50), region: Region? = nil,
        views: ViewChoices = ViewChoices()
    ) -> MapSource {
        let path = path
        return MapSource(path: path, sampler: sampler, views: views) { _ in
            (try MapFile(path: path).read(), region)
        }
    }

    func request(_ source: MapSource? = nil, jobs: Int = 1) -> GalleryRequest {
        return GalleryRequest(
            source: .map(source ?? self.source()),
            embedder: vladNode(words: 4, vocabularies: 1, dimensions: 16), jobs: jobs,
            program: "test 1")
    }

    @discardableResult
    func build(_ source: MapSource? = nil, jobs: Int = 1, at path: String? = nil) throws -> BuildReport {
        try GalleryBuilder(registry: mapRegistry).build(request(source, jobs: jobs), at: path ?? gallery)
    }

    func open() throws -> OpenedGallery { try GalleryStore.open(gallery, registry: mapRegistry) }
}

/// `embed.vlad` with few numbers, so that it is fitted soon.
func vladNode(words: Int, vocabularies: Int, dimensions: Int) -> OptionNode {
    let options = [("words", words), ("vocabularies", vocabularies), ("dimensions", dimensions)].map {
        OptionEntry(key: $0.0, value: OptionNode(.int($0.1)))
    }
    return OptionNode(.object([OptionEntry(key: "use", value: OptionNode(.string("embed.vlad")))] + options))
}
