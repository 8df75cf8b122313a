import Tensors
import Testing

struct SeededGeneratorTests {
    /// Computed by an independent implementation in Python: SplitMix64 fills the state, xoshiro256** gives the numbers.
    @Test(
        arguments: [
            (0, [0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a, 0x1a5f_849d_4933_e6e0]),
            (42, [0x1578_0b2e_0c2e_c716, 0x6104_d986_6d11_3a7e, 0xae17_5332_39e4_99a1]),
        ] as [(UInt64, [UInt64])])
    func `the numbers are those of xoshiro256 star star`(seed: UInt64, expected: [UInt64]) {
        var random = SeededGenerator(seed: seed)
        #expect((0..<3).map { _ in random.next() } == expected)
    }

    @Test func `uniform numbers fill the unit interval`() {
        var random = SeededGenerator(seed: 7)
        let numbers = (0..<10_000).map { _ in random.uniform() }
        #expect(numbers.allSatisfy { (0..<1).contains($0) })
        #expect(abs(mean(numbers) - 0.5) < 0.01)
    }

    @Test func `normal numbers have mean 0 and deviation 1`() {
        var random = SeededGenerator(seed: 8)
        let numbers = (0..<20_000).map { _ in random.normal() }
        #expect(abs(mean(numbers)) < 0.03)
        #expect(abs(standardDeviation(numbers) - 1) < 0.03)
    }

    @Test func `indices are all drawn about equally often`() {
        var random = SeededGenerator(seed: 9)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[random.index(below: 7)] += 1 }
        #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
    }

    @Test func `a sample has no number twice`() {
        var random = SeededGenerator(seed: 10)
        let sample = random.sample(20, of: 50)
        #expect(Set(sample).count == 20)
        #expect(sample.allSatisfy { (0..<50).contains($0) })
        #expect(random.sample(9, of: 4).sorted() == [0, 1, 2, 3])
        #expect(random.sample(3, of: 0) == [])
    }
}
