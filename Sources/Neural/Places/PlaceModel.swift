internal import PilotageAPI

/// A model that tells places: two towers, with how their views are made.
///
/// Every view has an embedding of its own of length 1; those of a rig stand one after the other, so that rigs are compared view by
/// view.
public struct PlaceModel: Sendable {
    /// The networks; their outputs have length 1.
    public var towers: Towers
    /// What they take.
    public var input: ViewInput
    /// What is said of the model: how it was trained, on what, how well it does. Keys and texts are the writer's own.
    public var metadata: [String: String]

    private static let inputKey = "input"

    /// A model.
    public init(towers: Towers, input: ViewInput, metadata: [String: String] = [:]) {
        self.towers = towers
        self.input = input
        self.metadata = metadata
    }

    /// Whether it takes views of maps; a model of photos alone has one tower for both sides, which takes photos.
    public var takesMapViews: Bool { !towers.areShared }

    /// Elements of the embedding of one view.
    public var dimension: Int { towers[.photo].outputShape.reduce(1, *) }

    /// Reads a model and checks everything about it.
    ///
    /// - Throws: one `PilotageError` that names the file.
    public init(path: String) throws { try self.init(try Model(path: path), path) }

    /// A model of the bytes of its file.
    ///
    /// - Parameter name: what messages call it.
    /// - Throws: one `PilotageError` that names it.
    public init(bytes: [UInt8], name: String) throws {
        try self.init(try Model(bytes: bytes, name: name), name)
    }

    private init(_ model: Model, _ name: String) throws {
        do {
            input = try WeightsFile.parsed(model.metadata[Self.inputKey], Self.inputKey)
            towers = model.towers
            metadata = model.metadata.filter { $0.key != Self.inputKey }
            try checkInput()
        } catch let error as PilotageError {
            throw error.at(name)
        }
    }

    /// Refuses towers that do not take the views that are made for them.
    private func checkInput() throws {
        let sides = 8...1024
        guard sides.contains(input.width), sides.contains(input.height),
            (10...170).contains(input.fieldOfViewDegrees)
        else { throw damaged("has views that no model takes") }
        for side in Towers.Side.allCases {
            let architecture = towers[side].architecture
            let shape = input.shape(takesMapViews ? side : .photo)
            guard architecture.inputShape == shape else {
                throw damaged("has a tower that takes \(architecture.inputShape), but its views are \(shape)")
            }
            guard architecture.layers.last == .normalization else {
                throw damaged("has a tower whose outputs are not of length 1")
            }
        }
    }

    /// The model as it is written to a file.
    ///
    /// - Throws: `PilotageError` where the input cannot be put into words.
    public func model() throws -> Model {
        var metadata = metadata
        metadata[Self.inputKey] = try sortedJSON(input)
        return Model(towers: towers, metadata: metadata)
    }

    /// Writes the model, whole or not at all.
    ///
    /// - Throws: `PilotageError` of kind `unwritable`.
    public func write(to path: String) throws { try model().write(to: path) }
}
