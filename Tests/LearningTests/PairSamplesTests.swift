import Learning
import Neural
import Tensors
import Testing

/// Which views of a batch are held to be of different places.
struct PairSamplesTests {
    /// Two rigs that stand 5 m from each other, one looking north and the other east.
    private func samples(isMirrored: Bool) -> PairSamples {
        let nothing = Tensor<Float>(shape: [8, 1, 1, 1])
        return PairSamples(
            views: 4, photos: nothing, maps: nothing,
            poses: [0.0, 90].enumerated().map {
                SamplePose(east: 5 * Double($0), north: 0, headingDegrees: $1)
            },
            isMirrored: isMirrored)
    }

    @Test func `views of neighbors that look to the same side are not held apart`() {
        // Front, right, back and left of the first look where left, front, right and back of the second do.
        let relations = samples(isMirrored: false).viewRelations
        for (one, other) in [(0, 7), (1, 4), (2, 5), (3, 6)] { #expect(relations[one, other] == .neighbor) }
        for (one, other) in [(0, 4), (0, 5), (0, 6), (1, 7)] { #expect(relations[one, other] == .different) }
    }

    @Test func `in a mirror views go round the other way`() {
        // Front, left, back and right.
        let relations = samples(isMirrored: true).viewRelations
        for (one, other) in [(0, 5), (1, 6), (2, 7), (3, 4)] { #expect(relations[one, other] == .neighbor) }
        for (one, other) in [(0, 4), (0, 6), (0, 7), (1, 4)] { #expect(relations[one, other] == .different) }
    }

    @Test func `rigs of neighbors that look to other sides are held apart`() {
        #expect(samples(isMirrored: false).rigRelations[0, 1] == .different)
    }
}
