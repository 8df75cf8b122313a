import Foundation
import Learning
import Neural
import TestSupport
import Testing

/// The model that ships is the one that its page describes and `make train-default` makes, and finds places.
struct ShippedModelTests {
    private static let path = PackageFolder.root.appending(path: "models/places.safetensors").path

    private func text(_ path: String) throws -> String {
        try String(contentsOf: PackageFolder.root.appending(path: path), encoding: .utf8)
    }

    @Test func `it is small, and was trained as the Makefile and its page say`() throws {
        let size = try FileManager.default.attributesOfItem(atPath: Self.path)[.size] as? Int
        #expect((1...8_000_000).contains(size ?? 0))
        let model = try PlaceModel(path: Self.path)
        let steps = try #require(model.metadata["steps"].flatMap { Int($0) })
        #expect(model.metadata["learned_from"] == "invented towns")
        #expect(try text("Makefile").contains("train --steps \(steps) --validate"))
        let written = "\(steps / 1_000),\(String(1_000 + steps % 1_000).suffix(3)) batches of 128 places"
        #expect(try text("docs/models/places.md").contains(written))
        let parameters = model.towers.networks.reduce(0) { $0 + $1.parameters.count }
        let grouped = "\(parameters / 1_000),\(String(1_000 + parameters % 1_000).suffix(3)) in two networks"
        #expect(try text("docs/models/places.md").contains(grouped))
    }

    @Test func `it finds places of a town that it never saw`() throws {
        let area = try #require(try InventedTowns.heldOut(1).first).area
        let test = RetrievalTest(area, places: 400, queries: 100, seed: 11, heights: .tagged, jobs: 2)
        let (rig, single) = try test.recall(try PlaceModel(path: Self.path))
        #expect(rig.at1 > 0.85 && rig.at5 > 0.93, "\(rig)")
        #expect(single.at10 > 0.6, "\(single)")
    }
}
