import Foundation
import Neural
import PilotageAPI
import Tensors
import TestSupport
import Testing

struct OptimizerTests {
    /// Three steps on ½ w² from 1, whose gradient is w itself; and an entry that decays without a gradient.
    private func path(_ method: Optimizer.Method) -> [[Float]] {
        var parameters: [Float] = [1, 1]
        var optimizer = Optimizer(method, parameterCount: 2)
        return (0..<3).map { _ in
            optimizer.update(&parameters, by: [parameters[0], 0], rate: 0.1, decayed: [1..<2])
            return parameters
        }
    }

    private func check(_ found: [[Float]], _ expected: [[Float]]) {
        for (one, other) in zip(found.flatMap { $0 }, expected.flatMap { $0 }) {
            #expect(abs(one - other) < 1e-5, "\(one) instead of \(other)")
        }
    }

    @Test func `gradient descent with momentum`() {
        // v = 1, 0.9 + 0.9, 1.62 + 0.72 for the first; 0.5 w of decay for the second.
        check(
            path(.gradientDescent(GradientDescent(momentum: 0.9, weightDecay: 0.5))),
            [[0.9, 0.95], [0.72, 0.8575], [0.486, 0.731_375]])
    }

    @Test func `Adam with decoupled decay`() {
        // In double precision, by Python:
        //     m, v, w = 0, 0, 1
        //     for t in range(1, 4):
        //         m, v = 0.9 * m + 0.1 * w, 0.999 * v + 0.001 * w * w
        //         w -= 0.1 * m / (1 - 0.9**t) / (sqrt(v / (1 - 0.999**t)) + 1e-8)
        check(
            path(.adam(Adam(weightDecay: 0.5))),
            [[0.9, 0.95], [0.800_412_2, 0.9025], [0.701_586_3, 0.857_375]])
    }

    @Test func `the rate warms up, stays a moment at its peak and falls to its end`() {
        let rate = LearningRate(peak: 1, warmUpSteps: 4, totalSteps: 15, final: 0.1)
        #expect((0..<4).map { rate.rate(at: $0) } == [0.25, 0.5, 0.75, 1])
        #expect(rate.rate(at: 4) == 1)
        #expect(abs(rate.rate(at: 9) - 0.55) < 1e-12)
        #expect(abs(rate.rate(at: 14) - 0.1) < 1e-12)
        #expect(abs(rate.rate(at: 99) - 0.1) < 1e-12)
        #expect((5..<15).allSatisfy { rate.rate(at: $0) < rate.rate(at: $0 - 1) })
    }

    @Test func `gradients are clipped together`() {
        var gradients: [[Float]] = [[3, 0], [0, 4]]
        #expect(clip(&gradients, toLength: 10) == 5)
        #expect(gradients == [[3, 0], [0, 4]])
        #expect(clip(&gradients, toLength: 2.5) == 5)
        #expect(gradients == [[1.5, 0], [0, 2]])
        gradients[0][1] = .nan
        #expect(clip(&gradients, toLength: 1).isNaN)
        #expect(gradients[1] == [0, 2])
    }
}

struct TrainingTests {
    /// Recorded from the formulas in double precision, which the next test follows step by step.
    static let recorded: [Float] = [4.406_27, 1.013_30, 0.236_97, 0.082_73, 0.052_10]

    @Test func `five steps have the recorded losses`() throws {
        var fixture = try TrainingFixture()
        let losses = try fixture.losses(5)
        for (one, other) in zip(losses, Self.recorded) {
            #expect(abs(one - other) < 1e-3 * other, "\(losses)")
        }
    }

    @Test func `the formulas in double precision take the same five steps`() throws {
        let fixture = try TrainingFixture()
        var state = fixture.state
        let pictures = [fixture.photos, fixture.maps].map { $0.converted(to: Double.self) }
        for recorded in Self.recorded {
            let networks = try state.towers.networks.map { try $0.converted(to: Double.self) }
            let passes = zip(networks, pictures).map { $0.referenceForward($1) }
            let batch = PairBatch(photos: passes[0].output, maps: passes[1].output)
            let loss: PairLoss<Double> = ContrastiveLoss()(batch, PairRelations(count: 8))
            #expect(abs(Float(loss.value) - recorded) < 1e-3 * recorded, "\(loss.value)")
            let gradients = zip(networks.indices, [loss.photoGradient, loss.mapGradient]).map {
                index, outer in
                networks[index].referenceBackward(outer, passes[index].tape).parameters.map { Float($0) }
            }
            state.update(by: gradients, rate: 0.01, clippedTo: 10)
        }
    }

    @Test(arguments: [true, false])
    func `eight pairs are learned by heart`(isShared: Bool) throws {
        var fixture = try TrainingFixture(isShared: isShared)
        #expect(try #require(try fixture.losses(80).last) < 1e-3)
        var other = try TrainingFixture(isShared: isShared, method: .gradientDescent(GradientDescent()))
        let loss = TripletLoss(.margin(0.2))
        let losses = try other.losses(400, rate: 0.05) { loss($0, $1) }
        #expect(losses[0] > 0.1)
        #expect(losses.suffix(50).contains(0), "\(losses.suffix(50))")
    }

    @Test func `training is the same on one thread and on two`() throws {
        var (one, two) = (try TrainingFixture(threads: 1), try TrainingFixture(threads: 2))
        #expect(try one.losses(4) == two.losses(4))
        #expect(one.numbers == two.numbers)
    }

    @Test(arguments: [true, false])
    func `what is read back goes on to the same bits`(isShared: Bool) throws {
        for method in [Optimizer.Method.adam(Adam(weightDecay: 0.1)), .gradientDescent(GradientDescent())] {
            let folder = try TemporaryFolder()
            var whole = try TrainingFixture(isShared: isShared, method: method)
            _ = try whole.losses(3)
            _ = whole.state.generator.next()
            whole.state.metadata["epoch"] = "2"
            try whole.state.write(to: folder.path("state"))
            var resumed = try TrainingFixture(isShared: isShared, method: method)
            resumed.state = try TrainingState(path: folder.path("state"))
            #expect(resumed.numbers == whole.numbers)
            #expect(resumed.state.optimizers == whole.state.optimizers)
            #expect(resumed.state.step == 3)
            #expect(resumed.state.metadata == ["epoch": "2"])
            #expect(try resumed.losses(3) == whole.losses(3))
            #expect(resumed.numbers == whole.numbers)
            #expect(resumed.state.generator.next() == whole.state.generator.next())
        }
    }

    @Test func `a step that is no number changes nothing`() throws {
        var fixture = try TrainingFixture()
        let before = fixture.numbers
        var gradients = fixture.state.towers.networks.map {
            [Float](repeating: 1, count: $0.parameters.count)
        }
        gradients[1][3] = .infinity
        #expect(!fixture.state.update(by: gradients, rate: 0.1).isFinite)
        #expect(fixture.numbers == before)
        #expect(fixture.state.step == 0)
    }

    @Test func `a full disk during a checkpoint leaves the last one`() throws {
        let folder = try TemporaryFolder()
        var fixture = try TrainingFixture()
        try fixture.state.write(to: folder.path("state"))
        _ = try fixture.losses(1)
        let whole = FailingDisk()
        try fixture.state.write(to: try whole.open(folder.path("other")))
        #expect(whole.steps > 5)
        for step in 0..<whole.steps {
            let disk = FailingDisk(at: step)
            let error = try #require(throws: PilotageError.self) {
                try fixture.state.write(to: try disk.open(folder.path("state")))
            }
            #expect(error.kind == .unwritable)
            #expect(error.place.contains(folder.path("state")))
            // Only the last step, syncing the directory, comes after the file took its place.
            let left = step == whole.steps - 1 ? 1 : 0
            #expect(try TrainingState(path: folder.path("state")).step == left, "step \(step)")
        }
        #expect(try folder.names().sorted() == ["other", "state"])
    }
}
