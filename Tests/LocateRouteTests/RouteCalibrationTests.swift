import Geodesy
import LocateRoute
import PilotageAPI
import Tensors
import TestSupport
import Testing

struct RouteCalibrationTests {
    private let dimension = 8

    /// Tracks along a street of random places; residuals have a variance of `noise` in every element.
    private func area(noise: Double, tracks: Int, seed: UInt64 = 2) -> LabeledArea {
        var generator = SeededGenerator(seed: seed)
        let plane = LocalPlane(origin: Coordinate(latitude: 50, longitude: 8))
        let vectors = (0..<120).map { _ in (0..<dimension).map { _ in Float(3 * generator.normal()) } }
        var embeddings = Embeddings(dimension: dimension)
        for vector in vectors { embeddings.append(vector) }
        let places = (0..<120).map { index in
            Place(
                id: index, coordinate: plane.coordinate(east: 0, north: 10 * Double(index)),
                headingDegrees: 0,
                source: "", next: index < 119 ? [index + 1] : [])
        }
        let gallery = Gallery(
            name: "street", places: places, embeddings: EmbeddingMatrix(embeddings), metric: .l2,
            embedder: EmbedderRecord(name: "e", options: .empty, fingerprint: Fingerprint("0")),
            calibration: [:])
        let labeled = (0..<tracks).map { track in
            let start = track * 7 % 100
            let frames = (0..<20).map { index in
                FrameEvidence(
                    frame: index, timeSeconds: Double(index), candidates: [],
                    embedding: vectors[start + index].map {
                        $0 + Float(noise.squareRoot() * generator.normal())
                    })
            }
            return LabeledTrack(
                frames: frames, truths: (0..<20).map { places[start + $0].coordinate })
        }
        return LabeledArea(gallery: gallery, tracks: labeled)
    }

    private func learned(_ areas: [LabeledArea]) throws -> [String: Double] {
        try RouteLocator.calibrate(areas, options: .defaults)
    }

    @Test func `the residual energy is that of the frames`() throws {
        // Smoothing the places adds a fifth of what they differ by: 0.04 * 9 * (1 + 1/2) per element.
        let parameters = try learned([area(noise: 4, tracks: 10)])
        let energy = try #require(parameters["residual_energy"])
        #expect(abs(energy / (8 * (4 + 0.54)) - 1) < 0.15)
        #expect((0.3...7.5).contains(parameters["sharpness"] ?? 0))
    }

    @Test func `areas count alike`() throws {
        let calm = try learned([area(noise: 1, tracks: 10)])["residual_energy"] ?? 0
        let noisy = try learned([area(noise: 9, tracks: 4, seed: 3)])["residual_energy"] ?? 0
        let both = try learned([area(noise: 1, tracks: 10), area(noise: 9, tracks: 4, seed: 3)])
        #expect(abs((both["residual_energy"] ?? 0) / ((calm + noisy) / 2) - 1) < 1e-6)
    }

    @Test func `too few frames, or frames off the map, teach nothing`() throws {
        #expect(try learned([]).isEmpty)
        var one = area(noise: 1, tracks: 1)
        one.tracks[0].truths = one.tracks[0].truths.map { _ in Coordinate(latitude: 0, longitude: 0) }
        #expect(try learned([one]).isEmpty)
    }
}
