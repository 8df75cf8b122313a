// Plugins are made of their types and of options as a manifest or a gallery gives them. These stand on the protocols
// so that they can be called on types that are only known at run time.

extension Decoder {
    /// The decoder with some options; with its defaults for nil.
    ///
    /// - Throws: `PilotageErrors` with all that is wrong with the options.
    package static func make(_ options: OptionNode?) throws -> any Decoder {
        try Self(Options(options, of: name))
    }
}

extension Embedder {
    /// The embedder with some options and a model.
    package static func make(_ options: OptionNode, model: ModelFiles) throws -> any Embedder {
        try Self(Options(options, of: name), model: model)
    }

    /// The pictures that the embedder takes with some options and a model.
    package static func format(_ options: OptionNode, model: ModelFiles) throws -> FrameFormat {
        try format(Options(options, of: name), model: model)
    }
}

extension Matcher {
    /// The matcher with some options; with its defaults for nil.
    package static func make(_ options: OptionNode?) throws -> any Matcher {
        try Self(Options(options, of: name))
    }
}

extension Locator {
    /// The locator with some options.
    package static func make(_ options: OptionNode) throws -> any Locator {
        try Self(Options(options, of: name))
    }

    /// What the locator learns from footage of known positions, with some options.
    package static func calibrate(_ areas: [LabeledArea], _ options: OptionNode?) throws -> [String: Double] {
        try calibrate(areas, options: Options(options, of: name))
    }
}

extension Reporter {
    /// The reporter with some options, for a path.
    package static func make(_ options: OptionNode, path: String) throws -> any Reporter {
        try Self(Options(options, of: name), path: path)
    }
}

extension [any Decoder] {
    /// The first decoder that recognizes a source; the last one, which then says what is wrong with it, where none does.
    ///
    /// - Throws: `PilotageError` where there are no decoders.
    package func choose(for source: MediaSource) throws -> any Decoder {
        guard let decoder = first(where: { type(of: $0).recognizes(source) }) ?? last else {
            throw PilotageError(.unsupported, "no decoder is registered", place: [source.path])
        }
        return decoder
    }
}
