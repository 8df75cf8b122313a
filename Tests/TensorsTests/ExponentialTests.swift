import Foundation
import Tensors
import Testing

struct ExponentialTests {
    @Test func `it agrees with the C library`() {
        let powers = stride(from: Float(-87), through: 88, by: 0.013).map { $0 }
        var values = powers
        values.withUnsafeMutableBufferPointer { exponentiate($0) }
        let worst = zip(powers, values).map { power, value in
            abs(Double(value) / exp(Double(power)) - 1)
        }.max()
        #expect(worst ?? 1 < 3e-7)
    }

    @Test func `what is too small is nothing, and every length is done whole`() {
        for count in 0..<20 {
            var values = [Float](repeating: 0, count: count)
            values.withUnsafeMutableBufferPointer { exponentiate($0) }
            #expect(values.allSatisfy { $0 == 1 })
        }
        var small: [Float] = [-88, -1000, -.infinity, -200]
        small.withUnsafeMutableBufferPointer { exponentiate($0) }
        #expect(small == [0, 0, 0, 0])
    }
}
