import Learning
import Neural
import Tensors
import Testing

struct PlaceTowersTests {
    private let input = ViewInput(width: 32, height: 16)

    private func towers(_ shape: PlaceTowers) throws -> Towers {
        var generator = SeededGenerator(seed: 1)
        return try shape.towers(input, generator: &generator)
    }

    @Test(arguments: [
        PlaceTowers(channels: [4, 8], dimension: 8),
        PlaceTowers(channels: [4, 8, 8], depth: 2, dimension: 6),
        PlaceTowers(channels: [4, 4], depth: 3, head: .generalizedMean, dimension: 8, areShared: true),
        PlaceTowers(channels: [8], head: .generalizedMean, dimension: 5),
    ])
    func `the shape of towers is told by their layers`(shape: PlaceTowers) throws {
        #expect(PlaceTowers(try towers(shape), input) == shape)
    }

    @Test func `towers of other layers have no such shape`() throws {
        var architecture = PlaceTowers(channels: [4, 8], dimension: 8).architecture(.photo, input)
        architecture.layers.insert(.rectifier, at: 3)
        var generator = SeededGenerator(seed: 1)
        let network = try Network<Float>(architecture, generator: &generator)
        #expect(PlaceTowers(Towers(shared: network), input) == nil)
        let plain = Architecture(
            inputShape: [3, 16, 32],
            layers: [.flatten, .linear(Linear(inputs: 3 * 16 * 32, outputs: 4)), .normalization])
        let linear = try Network<Float>(plain, generator: &generator)
        #expect(PlaceTowers(Towers(shared: linear), input) == nil)
    }

    @Test func `towers for views of another size have no such shape`() throws {
        let towers = try towers(PlaceTowers(channels: [4, 8], dimension: 8))
        #expect(PlaceTowers(towers, ViewInput(width: 64, height: 16)) == nil)
    }
}
