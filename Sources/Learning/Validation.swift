public import Neural
internal import StreetMap

/// Towns that are held out of training, to see how well a model does in them.
public struct Validation: Sendable {
    private let tests: [RetrievalTest]
    private let views: Int

    /// - Parameters:
    ///   - areas: each is a gallery of its own.
    ///   - views: views of the rigs that are learned.
    public init(_ areas: [LearnedArea], views: Int, jobs: Int) {
        self.views = views
        tests = areas.enumerated().map { number, area in
            RetrievalTest(area, places: 1_000, queries: 200, seed: mixed(UInt64(number), 5), jobs: jobs)
        }
    }

    /// The mean recall over all towns.
    public func recall(_ model: PlaceModel) throws -> (rig: Recall?, single: Recall) {
        let found = try tests.map { try $0.recall(model) }
        return (views > 1 ? Recall(mean: found.map(\.rig)) : nil, Recall(mean: found.map(\.single)))
    }
}

extension Recall {
    /// The mean of some, each counted alike.
    init(mean recalls: [Recall]) {
        let count = Double(max(1, recalls.count))
        func mean(_ value: (Recall) -> Double) -> Double { recalls.reduce(0) { $0 + value($1) } / count }
        self.init(
            places: recalls.reduce(0) { $0 + $1.places }, queries: recalls.reduce(0) { $0 + $1.queries },
            at1: mean(\.at1), at5: mean(\.at5), at10: mean(\.at10))
    }
}
