public import PilotageAPI

/// What a manifest can set for `embed.neural`.
public struct NeuralOptions: PluginOptions {
    /// The file of the model; nil where none is given.
    public let model: String?
    /// Views of an embedding: 1, to the front, or 4, to the front, right, back and left.
    public let views: Int

    /// Reads every option.
    public init(from reader: inout OptionReader) {
        model = reader.file(
            "model", "the model, as `pilotage train` writes it; a gallery keeps a copy of it")
        views = reader.int(
            "views", default: 1, among: [1, 4],
            "views of an embedding: to the front, or to the front, right, back and left; galleries of maps have 4 unless told otherwise"
        )
    }
}
