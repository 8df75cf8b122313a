internal import Digests
internal import Neural
public import PilotageAPI
internal import Tensors

/// `embed.neural`: a trained network for photos and one for views of a map, whose embeddings are near to each other where they show
/// the same place.
///
/// An embedding holds one vector for each view, each as long as the others; together they have the length 1. A view that is not
/// there is zeros. So the embeddings of a gallery of four views are compared with those of single pictures, pairs and full rigs alike.
public struct NeuralEmbedder: Embedder {
    /// What a manifest can set.
    public typealias Options = NeuralOptions
    /// `embed.neural`
    public static let name = "embed.neural"
    /// One sentence for tables.
    public static let summary = "a trained network that finds photos among photos or among views of a map"
    /// oneDNN.
    public static var libraries: [String] { [neuralLibraryDescription] }
    /// The model is trained already.
    public static let fitLimit = 0
    /// The file of the model in a gallery.
    private static let file = "model.safetensors"
    /// To be raised where the same model and options give other embeddings than before.
    private static let version = 1
    /// So many views are in memory at once for a thread.
    private static let viewsAtOnce = 16

    private let model: PlaceModel
    private let views: Int
    private let runners: [Towers.Side: RunnerPool]
    /// What the embeddings depend on: version, views and model.
    public let fingerprint: Fingerprint

    /// Pictures of any model: the model itself says which it takes.
    public static func format(_ options: NeuralOptions) -> FrameFormat {
        format(ViewInput(), takesMapViews: true)
    }

    /// Pictures of twice the size that the model takes, and views of a map where it has learned of these.
    public static func format(_ options: NeuralOptions, model: ModelFiles) throws -> FrameFormat {
        let model = try placeModel(model)
        return format(model.input, takesMapViews: model.takesMapViews)
    }

    private static func format(_ input: ViewInput, takesMapViews: Bool) -> FrameFormat {
        let mapView = MapViewFormat(
            width: input.width, height: input.height, fieldOfViewDegrees: input.fieldOfViewDegrees)
        return FrameFormat(
            color: .rgb, longSide: 2 * max(input.width, input.height), mapView: takesMapViews ? mapView : nil,
            takesRigs: true)
    }

    /// Reads the model that the options name.
    ///
    /// - Throws: `PilotageError` that names the file and what is wrong with it.
    public static func fit(
        _ options: NeuralOptions, to samples: [FitSample], seed: UInt64
    ) throws -> FittedModel {
        guard let path = options.model else {
            throw PilotageError(
                .invalid, "no model is given", place: [name], hint: "--use \(name),model=FILE names one")
        }
        let bytes = try PlaceModel(path: path).model().bytes()
        return FittedModel(files: ModelFiles([file: bytes]))
    }

    /// Makes the embedder from its model.
    public init(_ options: NeuralOptions, model files: ModelFiles) throws {
        let model = try Self.placeModel(files)
        self.model = model
        views = options.views
        let sides = Towers.Side.allCases.map { ($0, RunnerPool(model.towers[$0])) }
        runners = Dictionary(uniqueKeysWithValues: sides)
        let digest = SHA256()
        digest.update(Array("\(Self.name) \(Self.version) \(views)\n".utf8))
        digest.update(files.contents[Self.file] ?? [])
        fingerprint = Fingerprint(digest.hexDigits())
    }

    private static func placeModel(_ files: ModelFiles) throws -> PlaceModel {
        guard let bytes = files.contents[file] else {
            throw PilotageError(.gallery, "the file of the model is missing", place: [file])
        }
        return try PlaceModel(bytes: bytes, name: file)
    }

    /// Elements for one view, by the number of views.
    public var dimension: Int { views * model.dimension }

    /// One row of length 1 per frame; zeros for a frame without any structure, which resembles nothing.
    ///
    /// - Throws: `PilotageError` for frames that are no pictures, and for rigs that look to other sides than the model knows.
    public func embed(_ frames: [Frame]) throws -> Embeddings {
        var seen: [SeenView] = []
        for (row, frame) in frames.enumerated() {
            seen += try SeenView.views(of: frame, row: row, slots: views)
        }
        let width = model.dimension
        var values = [Float](repeating: 0, count: frames.count * dimension)
        for side in Towers.Side.allCases {
            let chosen = seen.filter { $0.isMap == (side == .map) }
            for start in stride(from: 0, to: chosen.count, by: Self.viewsAtOnce) {
                let part = chosen[start..<min(start + Self.viewsAtOnce, chosen.count)]
                let outputs = try outputs(of: part, side)
                for (index, view) in part.enumerated() {
                    let target = view.row * dimension + view.slot * width
                    for element in 0..<width {
                        values[target + element] = outputs[index * width + element] * view.share
                    }
                }
            }
        }
        return Embeddings(dimension: dimension, values: values)
    }

    /// The vectors of some views of one side, each of length 1.
    private func outputs(of views: ArraySlice<SeenView>, _ side: Towers.Side) throws -> [Float] {
        guard let pool = runners[side] else { return [] }
        var planes: [Float] = []
        for view in views { planes += try view.planes(for: model) }
        let shape = [views.count] + model.towers[side].architecture.inputShape
        return try pool.outputs(for: Tensor(shape: shape, values: planes)).values
    }
}
