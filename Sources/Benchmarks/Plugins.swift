import Geodesy
import PilotageAPI

/// Plugins as the engine makes them: by name, from the options of a manifest.
extension Registry {
    /// The decoder of videos and photos, with a sampling such as `1s`.
    func videoDecoder(sample: String) throws -> any Decoder {
        let options = OptionNode(
            .object([OptionEntry(key: "sample", value: OptionNode(.string(sample)))]))
        let type = try Registry.find("decode.ffmpeg", in: decoders)
        return try make(type, options)
    }

    /// A photo in gray.
    func picture(_ path: String, longSide: Int) throws -> Image {
        let reader = try videoDecoder(sample: "all").frames(
            of: MediaSource(path: path), as: FrameFormat(color: .gray, longSide: longSide), threads: 1)
        guard let frame = try reader.next(), case .image(let image) = frame.content else {
            throw BenchmarkError("\(path) holds no picture")
        }
        return image
    }

    /// The default matcher.
    func exactMatcher() throws -> any Matcher {
        let type = try Registry.find("match.exact", in: matchers)
        return try make(type)
    }
}

extension Registry {
    /// The locator of sequences.
    func routeLocator() throws -> any Locator {
        let type = try Registry.find("locate.route", in: locators)
        return try make(type)
    }
}

private func make<L: Locator>(_ type: L.Type) throws -> any Locator { try L(L.Options.defaults) }

private func make<D: Decoder>(_ type: D.Type, _ options: OptionNode) throws -> any Decoder {
    try D(D.Options(options, of: D.name))
}

private func make<M: Matcher>(_ type: M.Type) throws -> any Matcher { try M(M.Options.defaults) }

extension Decoder {
    /// Decodes a file to its end, and says how many frames came of it.
    func drain(_ path: String, as format: FrameFormat, threads: Int) throws -> Int {
        let reader = try frames(of: MediaSource(path: path), as: format, threads: threads)
        var count = 0
        while try reader.next() != nil { count += 1 }
        return count
    }
}

extension Registry {
    /// The default embedder for pictures, fitted to some.
    func pictureEmbedder(fitting images: [Image], places: [Place] = [], seed: UInt64) throws -> any Embedder {
        let type = try Registry.find("embed.vlad", in: embedders)
        return try fitted(type, images, places, seed)
    }
}

extension Registry {
    /// The embedder of views, with a model of a file.
    func viewEmbedder(model: String) throws -> any Embedder {
        let type = try Registry.find("embed.neural", in: embedders)
        return try loaded(
            type, OptionNode(.object([OptionEntry(key: "model", value: OptionNode(.string(model)))])))
    }
}

private func loaded<E: Embedder>(_ type: E.Type, _ node: OptionNode) throws -> any Embedder {
    let options = try E.Options(node, of: E.name)
    return try E(options, model: try E.fit(options, to: [], seed: 0).files)
}

private func fitted<E: Embedder>(
    _ type: E.Type, _ images: [Image], _ places: [Place], _ seed: UInt64
) throws -> any Embedder {
    let samples = images.enumerated().map { index, image in
        FitSample(
            frame: Frame(index: 0, timeSeconds: 0, content: .image(image)),
            place: places.isEmpty ? nowhere(index) : places[index])
    }
    let model = try E.fit(E.Options.defaults, to: samples, seed: seed)
    return try E(E.Options.defaults, model: model.files)
}

/// Places far from each other.
private func nowhere(_ index: Int) -> Place {
    Place(
        id: index, coordinate: Coordinate(latitude: Double(index) * 0.01, longitude: 0), headingDegrees: nil,
        source: "\(index)")
}
