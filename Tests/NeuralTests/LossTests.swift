import Neural
import Tensors
import Testing

/// A loss with the settings under which it is checked.
struct CheckedLoss: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var evaluate: @Sendable (PairBatch<Double>, PairRelations) -> PairLoss<Double>

    static let all: [CheckedLoss] =
        triplets.map { loss in
            CheckedLoss(testDescription: "\(loss.mining) \(loss.shape) \(loss.weights)") { loss($0, $1) }
        } + [
            CheckedLoss(testDescription: "InfoNCE") { ContrastiveLoss(temperature: 0.5)($0, $1) }
        ]

    /// Every mining and shape, with each term by itself and all of them together.
    static let triplets: [TripletLoss] = TripletLoss.Mining.allCases.flatMap { mining in
        [TripletLoss.Shape.margin(0.3), .softMargin(scale: 2)].flatMap { shape in
            [(1.0, 0.0, 0.0, 0.0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (1, 0.5, 0.25, 2)].map {
                let weights = TripletLoss.Weights(
                    photoMap: $0.0, mapPhoto: $0.1, photoPhoto: $0.2, mapMap: $0.3)
                return TripletLoss(shape, mining: mining, weights: weights)
            }
        }
    }
}

struct LossTests {
    /// Eight pairs of five classes, two of which are neighbors.
    private static let relations: PairRelations = {
        var relations = PairRelations(classes: [0, 0, 1, 2, 2, 3, 4, 0])
        relations.set(2, 3, .neighbor)
        relations.set(5, 0, .neighbor)
        return relations
    }()

    private func batch(_ seed: UInt64) -> PairBatch<Double> {
        var generator = SeededGenerator(seed: seed)
        return PairBatch(
            photos: generator.tensor([8, 3], scale: 0.5), maps: generator.tensor([8, 3], scale: 0.5))
    }

    @Test(arguments: CheckedLoss.all)
    func `gradients are those of central differences`(loss: CheckedLoss) {
        let batch = batch(21)
        let found = loss.evaluate(batch, Self.relations)
        #expect(found.value > 0)
        func error(_ gradient: [Double], _ tower: WritableKeyPath<PairBatch<Double>, Tensor<Double>>)
            -> Double
        {
            GradientCheck.error(of: gradient, at: batch[keyPath: tower].values, step: 1e-5) {
                var moved = batch
                moved[keyPath: tower].values = $0
                return loss.evaluate(moved, Self.relations).value
            }
        }
        #expect(error(found.photoGradient.values, \.photos) < 1e-7)
        #expect(error(found.mapGradient.values, \.maps) < 1e-7)
        // A term within one tower has no slopes in the other.
        let damaged = (
            photos: GradientCheck.damaged(found.photoGradient.values),
            maps: GradientCheck.damaged(found.mapGradient.values)
        )
        #expect(damaged.photos != nil || damaged.maps != nil)
        if let wrong = damaged.photos { #expect(error(wrong, \.photos) > 5e-3) }
        if let wrong = damaged.maps { #expect(error(wrong, \.maps) > 5e-3) }
    }

    @Test(arguments: CheckedLoss.triplets)
    func `triplet losses are those of a loop over all triplets`(loss: TripletLoss) {
        for seed: UInt64 in 31..<36 {
            let batch = batch(seed)
            let expected = NaiveTripletLoss(loss: loss, relations: Self.relations).value(batch)
            #expect(abs(loss(batch, Self.relations).value - expected) < 1e-12)
        }
    }

    @Test func `within a tower no row is its own positive`() {
        // Squared distances of the first to the second and third: 1, 9; of the second to the first and third: 1, 4. The third is
        // alone in its class.
        let rows = Tensor<Double>(shape: [3, 1], values: [0, 1, 3])
        let batch = PairBatch<Double>(photos: rows, maps: Tensor(shape: [3, 1], values: [5, 7, 6]))
        let relations = PairRelations(classes: [0, 0, 1])
        var loss = TripletLoss(
            .margin(100), weights: .init(photoMap: 0, mapPhoto: 0, photoPhoto: 1, mapMap: 0))
        #expect(loss(batch, relations).value == 100 - (8 + 3) / 2.0)
        // Of the maps 4, 1 both times.
        loss.weights = .init(photoMap: 0, mapPhoto: 0, photoPhoto: 0, mapMap: 1)
        #expect(loss(batch, relations).value == 103)
    }

    /// Two pairs whose squared distances are easily written down.
    private let small = PairBatch<Double>(
        photos: Tensor(shape: [2, 1], values: [0, 1]), maps: Tensor(shape: [2, 1], values: [1, 3]))

    @Test func `the triplet loss is the mean over triplets`() {
        // Photo 0: d⁺ = 1, d⁻ = 9, loss max(0, 1 − 9 + 2) = 0. Photo 1: d⁺ = 4, d⁻ = 0, loss 4 + 2 = 6.
        var loss = TripletLoss(.margin(2), mining: .batchHard, weights: .init(photoMap: 1, mapPhoto: 0))
        #expect(loss(small, PairRelations(count: 2)).value == 3)
        // Over those that are not 0.
        loss.mining = .batchAll
        #expect(loss(small, PairRelations(count: 2)).value == 6)
        // ½ (ln(1 + e^−8) + ln(1 + e^4)), by an independent calculator.
        loss.shape = .softMargin(scale: 1)
        #expect(abs(loss(small, PairRelations(count: 2)).value - 2.009_242_667_1) < 1e-9)
    }

    @Test func `InfoNCE is the mean cross entropy of both directions`() {
        // Similarities 0 0 / 1 3: rows ln 2 and ln(1 + e^−2), columns ln(1 + e) and ln(1 + e^−3).
        let found = ContrastiveLoss(temperature: 1)(small, PairRelations(count: 2))
        let expected = (0.693_147_180_6 + 0.126_928_011_0 + 1.313_261_687_5 + 0.048_587_351_6) / 4
        #expect(abs(found.value - expected) < 1e-9)
    }

    @Test func `neighbors count neither as positives nor as negatives`() {
        let batch = batch(22)
        var relations = PairRelations(count: 8)
        for other in 1..<8 { relations.set(0, other, .neighbor) }
        let rest = PairBatch<Double>(
            photos: Tensor(shape: [7, 3], values: Array(batch.photos.values.dropFirst(3))),
            maps: Tensor(shape: [7, 3], values: Array(batch.maps.values.dropFirst(3))))
        let loss = TripletLoss(.softMargin(scale: 1))
        let (all, some) = (loss(batch, relations), loss(rest, PairRelations(count: 7)))
        #expect(abs(all.value - some.value) < 1e-12)
        #expect(all.photoGradient.values.prefix(3) == [0, 0, 0])
        let contrastive = ContrastiveLoss()
        #expect(contrastive(batch, relations).photoGradient.values.prefix(3) == [0, 0, 0])
        let share = contrastive(batch, relations).value * 8 / 7
        #expect(abs(share - contrastive(rest, PairRelations(count: 7)).value) < 1e-12)
    }

    @Test func `mining chooses the triplets of its name`() {
        // Two photos of a class at 0, whose maps are at 1 and 2; three others lie where their maps are. Only the first
        // photo and the others are different from each other.
        let batch = PairBatch<Double>(
            photos: Tensor(shape: [5, 1], values: [0, 0, 1.5, 3, 5]),
            maps: Tensor(shape: [5, 1], values: [1, 2, 1.5, 3, 5]))
        var relations = PairRelations(classes: [0, 0, 1, 2, 3])
        for one in 2..<5 {
            for other in 1..<5 where one != other { relations.set(one, other, .neighbor) }
        }
        func value(_ mining: TripletLoss.Mining) -> Double {
            let loss = TripletLoss(.margin(100), mining: mining, weights: .init(photoMap: 1, mapPhoto: 0))
            return loss(batch, relations).value - 100
        }
        // Squared distances of the first photo: 1, 4 against 2.25, 9, 25; of the others 0 against 0.25, 4, 16.
        #expect(abs(value(.batchHard) - ((4 - 2.25) - 0.25 - 4 - 16) / 4) < 1e-12)
        #expect(abs(value(.semiHard) - ((1 - 2.25) + (4 - 9) - 0.25 - 4 - 16) / 5) < 1e-12)
        #expect(abs(value(.batchAll) - (3 * 5 - 2 * 36.25 - 0.25 - 4 - 16) / 9) < 1e-12)
    }

    @Test func `a batch without triplets has no loss and no gradient`() {
        let batch = batch(3)
        let found = TripletLoss(.margin(1))(batch, PairRelations(classes: [Int](repeating: 0, count: 8)))
        #expect(found.value == 0)
        #expect(found.photoGradient.values.allSatisfy { $0 == 0 })
    }

    @Test func `single precision gives the same losses`() {
        let batch = batch(4)
        let single = PairBatch<Float>(photos: batch.photos.converted(), maps: batch.maps.converted())
        let loss = TripletLoss(.softMargin(scale: 10), weights: .init(photoPhoto: 1, mapMap: 1))
        let (one, other) = (loss(single, Self.relations), loss(batch, Self.relations))
        #expect(abs(Double(one.value) - other.value) < 1e-5)
        #expect(one.mapGradient.difference(from: other.mapGradient.converted()) < 1e-5)
        // Far apart, the soft margin must not overflow.
        let far = PairBatch<Float>(
            photos: Tensor(shape: [2, 1], values: [0, 90]), maps: Tensor(shape: [2, 1], values: [90, 0]))
        #expect(loss(far, PairRelations(count: 2)).value.isFinite)
        #expect(ContrastiveLoss(temperature: 0.01)(far, PairRelations(count: 2)).value.isFinite)
    }
}
