public import ArgumentParser
import Galleries
public import PilotageAPI

struct GalleryBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build a gallery from geotagged photos, from a map, or from embeddings made elsewhere.",
        discussion: """
            Photos without a position and files that cannot be decoded are listed and left out. Exit codes: 0 all \
            well; 1 the gallery is there, something was left out; 2 there is no gallery; 130 interrupted, and as \
            before.
            """)

    @OptionGroup var source: GallerySourceOptions
    @Option(help: ArgumentHelp("The gallery to make.", valueName: "NAME.gallery"))
    var output: String
    @Option(
        help: ArgumentHelp(
            "The embedder with its options as key=value, such as embed.vlad or embed.vlad,words=128.",
            valueName: "name"))
    var use: EmbedderChoice?
    @Option(help: "With --embeddings: cosine, or l2 for vectors whose length means something.")
    var metric: Metric = .cosine
    @Option(
        help: ArgumentHelp(
            "With --embeddings: the same places as footage shows them, row by row, to learn confidences from.",
            valueName: "npy"))
    var rehearse: String?
    @Option(
        help: ArgumentHelp(
            "How embeddings are stored: float32, float16 or int8; the cost in answers is told (default: float32).",
            valueName: "type"))
    var precision: EmbeddingPrecision?
    @Option(help: "The seed of everything that is random in the fit.")
    var seed: UInt64 = 1
    @Flag(help: "Replace the gallery that is there.")
    var replace = false

    func validate() throws {
        if source.embeddings == nil, metric != .cosine || rehearse != nil {
            throw ValidationError("--metric and --rehearse are for --embeddings.")
        }
    }

    func run() throws {
        var request = try source.request()
        (request.metric, request.seed, request.replaces) = (metric, seed, replace)
        request.rehearsal = rehearse
        request.precision = precision ?? .float32
        let choice = try ShippedModel.embedder(use?.node, for: source.map)
        request.embedder = choice.node
        let report = try source.work { try $0.build(request, at: output) }
        if let note = choice.note { Console.note(note) }
        try GalleryOutcome.tell(report, isNew: true, output)
    }
}

struct GalleryAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add places to a gallery without fitting it again.",
        discussion: """
            A crash at any moment leaves the gallery as it was or as it will be. Exit codes: 0 all well; 1 places were \
            added, something was left out; 2 the gallery is as it was; 130 interrupted, and as it was.
            """)

    @Argument(help: "The gallery.")
    var gallery: String
    @OptionGroup var source: GallerySourceOptions

    func run() throws {
        let request = try source.request()
        let report = try source.work { try $0.add(request, to: gallery) }
        try GalleryOutcome.tell(report, isNew: false, gallery)
    }
}

extension Metric: ExpressibleByArgument {}
extension EmbeddingPrecision: ExpressibleByArgument {}

/// An embedder with options, as in `embed.vlad,words=128,normalize=true`.
struct EmbedderChoice: ExpressibleByArgument {
    let node: OptionNode

    init?(argument: String) {
        let parts = argument.split(separator: ",")
        guard let name = parts.first, !name.contains("=") else { return nil }
        var entries = [OptionEntry(key: "use", value: OptionNode(.string(String(name))))]
        for part in parts.dropFirst() {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { return nil }
            entries.append(
                OptionEntry(key: String(sides[0]), value: OptionNode(EmbedderChoice.value(sides[1]))))
        }
        node = OptionNode(.object(entries))
    }

    private static func value(_ text: Substring) -> OptionNode.Value {
        if let int = Int(text) { return .int(int) }
        if let double = Double(text) { return .double(double) }
        return text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(String(text))
    }
}
