internal import Geodesy
package import PilotageAPI

/// A whole engine that needs no library and no media.
package enum FakeEngine {
    /// The fakes of every role.
    package static let registry = Registry(
        decoders: [FakeDecoder.self], embedders: [FakeEmbedder.self], matchers: [FakeMatcher.self],
        locators: [FakeLocator.self], reporters: [FakeReporter.self])

    /// Places 0, 1, 2, … along a street to the north, 100 m apart; a frame `n` was taken at place n.
    package static func gallery(places count: Int = 10) -> Gallery {
        let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
        let places = (0..<count).map { index in
            Place(
                id: index, coordinate: plane.coordinate(east: 0, north: 100 * Double(index)),
                headingDegrees: 0,
                source: "ref-\(index).jpg")
        }
        return Gallery(
            name: "street", places: places,
            embeddings: EmbeddingMatrix(Embeddings(dimension: 1, values: (0..<count).map(Float.init))),
            metric: .l2,
            embedder: EmbedderRecord(
                name: FakeEmbedder.name, options: .empty, fingerprint: Fingerprint("fake")),
            calibration: [:])
    }
}
