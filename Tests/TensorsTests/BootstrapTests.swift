import Tensors
import Testing

struct BootstrapTests {
    @Test func `every resample draws as many units as there are`() {
        var resamples = 0
        Bootstrap(groups: 7, resamples: 20, seed: 1).forEachResample { weights in
            #expect(weights.count == 7)
            #expect(weights.reduce(0, +) == 7)
            resamples += 1
        }
        #expect(resamples == 20)
    }

    @Test func `a seed gives the same draws every time, another one others`() {
        func draws(_ seed: UInt64) -> [[Int]] {
            var draws: [[Int]] = []
            Bootstrap(groups: 30, resamples: 3, seed: seed).forEachResample { draws.append($0) }
            return draws
        }
        #expect(draws(5) == draws(5))
        #expect(draws(5) != draws(6))
        #expect(Set(draws(5)).count == 3)
    }

    @Test func `very many groups are put together evenly`() {
        let bootstrap = Bootstrap(groups: 25, resamples: 1, seed: 2, mostUnits: 10)
        let members = (0..<25).reduce(into: [Int](repeating: 0, count: 10)) {
            $0[bootstrap.unit(ofGroup: $1)] += 1
        }
        #expect(members.sorted() == [2, 2, 2, 2, 2, 3, 3, 3, 3, 3])
        #expect((0..<25).map(bootstrap.unit) != (0..<25).map { $0 % 10 })
    }

    @Test func `units of many groups vary as the groups do`() {
        // The sum of 4000 coins, by groups and by 200 units of 20 groups: a variance of 1000 either way.
        func deviation(mostUnits: Int) -> Double {
            let bootstrap = Bootstrap(groups: 4000, resamples: 2000, seed: 3, mostUnits: mostUnits)
            let heads = (0..<4000).reduce(into: [Int](repeating: 0, count: bootstrap.units)) {
                $0[bootstrap.unit(ofGroup: $1)] += $1 % 2
            }
            var sums: [Double] = []
            bootstrap.forEachResample { weights in
                sums.append(Double(zip(heads, weights).reduce(0) { $0 + $1.0 * $1.1 }))
            }
            return standardDeviation(sums)
        }
        let expected = 1000.0.squareRoot()
        #expect(abs(deviation(mostUnits: 4000) / expected - 1) < 0.05)
        #expect(abs(deviation(mostUnits: 200) / expected - 1) < 0.15)
    }

    @Test(arguments: 1...200) func `a weighted median is that of the values written out`(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let units = 1 + generator.index(below: 6)
        let values = (0..<generator.index(below: 12)).map { _ in
            (value: Double(generator.index(below: 9)), unit: generator.index(below: units))
        }
        let weights = (0..<units).map { _ in generator.index(below: 3) }
        let written = values.flatMap { value, unit in [Double](repeating: value, count: weights[unit]) }
        #expect(WeightedMedian(values, units: units)(weights) == quantile(0.5, of: written))
    }
}
