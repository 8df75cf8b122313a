import Digests
import Learning
import Neural
import PilotageAPI

/// The model that a training begins with.
struct TrainingStart {
    /// What the model keeps of it.
    let description: String
    /// The networks that learn on.
    let towers: Towers
    private let input: ViewInput
    private let shape: PlaceTowers

    /// Reads a model.
    ///
    /// - Throws: `PilotageError` where it is not of the kind that is wanted; `PilotageErrors` with every option that says otherwise
    ///   than the model.
    init(path: String, _ subject: TrainingSubject, _ options: TrainOptions) throws {
        let model =
            try path.hasSuffix(TrainingFiles.checkpointSuffix)
            ? TrainingFiles.model(ofCheckpoint: path) : PlaceModel(path: path)
        guard model.takesMapViews || subject == .photos else {
            throw PilotageError(
                .invalid, "it was trained with photos alone, and has no network for views of a map",
                place: [path], hint: "begin with a model that was trained with maps, or without --from")
        }
        // Photos alone need the network of photos.
        towers = subject == .photos ? Towers(shared: model.towers[.photo]) : model.towers
        guard let shape = PlaceTowers(towers, model.input) else {
            throw PilotageError(
                .unsupported, "its networks are of a shape that training does not make", place: [path])
        }
        (self.shape, input) = (shape, model.input)
        let digest = try SHA256.hexDigits(ofFileAt: path)
        description = "\(path.lastName), \(model.metadata["steps"] ?? "?") steps, sha256:\(digest)"
        try check(options)
    }

    /// A plan with the shape and the views of the model.
    func applied(to plan: TrainingPlan) -> TrainingPlan {
        var plan = plan
        (plan.towers, plan.input) = (shape, input)
        return plan
    }

    private func check(_ options: TrainOptions) throws {
        var problems = OptionProblems()
        func compare<Value: Equatable>(_ name: String, _ given: Value?, _ own: Value) {
            guard let given, given != own else { return }
            problems.add(
                "\(name) is \(given), but the model that --from names has \(own)",
                hint: "leave \(name) out: the model's own holds")
        }
        func text(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ",") }
        compare("--channels", options.channels.map(text), text(shape.channels))
        compare("--depth", options.depth, shape.depth)
        compare("--dimension", options.dimension, shape.dimension)
        compare(
            "--size", options.size.map { "\($0.width)x\($0.height)" }, "\(input.width)x\(input.height)")
        compare("--fov", options.fov.map(shortest), shortest(input.fieldOfViewDegrees))
        try problems.check()
    }
}
