import Tensors
import Testing

struct StatisticsTests {
    @Test func `means and deviations are those of the textbook`() {
        #expect(mean([1, 2, 3, 6]) == 3)
        #expect(mean([]) == 0)
        #expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]) == (32.0 / 7).squareRoot())
        #expect(standardDeviation([5]) == 0)
    }

    @Test(arguments: [(0.0, 1.0), (0.5, 2.5), (1, 4), (0.25, 1.75)])
    func `quantiles lie between the sorted values`(fraction: Double, expected: Double) {
        #expect(quantile(fraction, of: [4, 1, 3, 2]) == expected)
    }

    @Test func `no values have no quantile`() { #expect(quantile(0.5, of: []) == nil) }
}
