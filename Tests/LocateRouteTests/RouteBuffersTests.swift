import LocateRoute
import Testing

struct RouteBuffersTests {
    private func array(_ buffers: RouteBuffers) -> [Float] {
        buffers.floats(100) { $0.update(repeating: 0) }
    }

    @Test func `what comes back is used again`() {
        let buffers = RouteBuffers()
        for _ in 0..<50 {
            let (one, other) = (array(buffers), array(buffers))
            buffers.reuse(one)
            buffers.reuse(other)
        }
        #expect(buffers.idleCount == 2)
    }

    @Test func `what was made elsewhere is not kept`() {
        let buffers = RouteBuffers()
        for _ in 0..<50 {
            buffers.reuse(array(buffers))
            buffers.reuse([Float](repeating: 1, count: 100))
        }
        #expect(buffers.idleCount == 1)
    }
}
