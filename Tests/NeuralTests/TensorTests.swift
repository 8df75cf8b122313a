import Neural
import Testing

struct TensorTests {
    @Test func `products of matrices are the same in both types`() {
        let left = Tensor<Double>(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
        let right = Tensor<Double>(shape: [3, 2], values: [1, -1, 0, 2, 0.5, 1])
        let product = left.multiplied(by: right)
        #expect(product == Tensor(shape: [2, 2], values: [2.5, 6, 7, 12]))
        let turned = Tensor<Double>(shape: [2, 3], values: [1, 0, 0.5, -1, 2, 1])
        #expect(left.multiplied(byTransposeOf: turned) == product)
        let upright = Tensor<Double>(shape: [3, 2], values: [1, 4, 2, 5, 3, 6])
        #expect(upright.transposeMultiplied(by: right) == product)
        let (one, other) = (left.converted(to: Float.self), turned.converted(to: Float.self))
        #expect(one.multiplied(byTransposeOf: other).converted() == product)
        #expect(one.multiplied(by: right.converted()).converted() == product)
        #expect(
            upright.converted(to: Float.self).transposeMultiplied(by: right.converted()).converted()
                == product)
    }
}
