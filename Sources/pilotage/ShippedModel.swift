import Foundation
import PilotageAPI

/// The model that ships with the program.
enum ShippedModel {
    private static let file = "places.safetensors"
    private static let embedder = "embed.neural"

    /// Where the model may lie: beside the program, where `make install` puts it, and in the checkout that the program was built in.
    static var places: [String] {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let folder = program.deletingLastPathComponent()
        var places = [
            folder.appending(path: file),
            folder.deletingLastPathComponent().appending(path: "share/pilotage/\(file)"),
        ]
        var checkout = folder
        while checkout.path != "/", checkout.lastPathComponent.hasPrefix(".build") == false {
            checkout = checkout.deletingLastPathComponent()
        }
        if checkout.path != "/" {
            places.append(checkout.deletingLastPathComponent().appending(path: "models/\(file)"))
        }
        return places.map(\.path)
    }

    /// The model's file; nil where it is not installed.
    static var path: String? { places.first { FileManager.default.fileExists(atPath: $0) } }

    /// The embedder of a new gallery: what was chosen, with this model where it names none; this model for maps where nothing was
    /// chosen, not even how pictures look; else nil for the default.
    ///
    /// - Throws: `PilotageError` where the model is needed and not there.
    static func embedder(
        _ chosen: OptionNode?, for map: GalleryMapOptions
    ) throws -> (node: OptionNode?, note: String?) {
        let use = OptionEntry(key: "use", value: OptionNode(.string(embedder)))
        if let chosen {
            guard chosen["use"]?.value == .string(embedder), chosen["model"] == nil else {
                return (chosen, nil)
            }
            guard let path else { throw missing }
            return (OptionNode(.object(chosen.entries + [model(path)])), nil)
        }
        guard map.map != nil, !map.choosesPictures else { return (nil, nil) }
        guard let path else {
            return (
                nil,
                "note: the program's model is not installed (\(places.joined(separator: ", "))), so places were drawn as pictures"
            )
        }
        return (OptionNode(.object([use, model(path)])), nil)
    }

    private static func model(_ path: String) -> OptionEntry {
        OptionEntry(key: "model", value: OptionNode(.string(path)))
    }

    private static var missing: PilotageError {
        PilotageError(
            .unreadable, "the program's model is not installed; looked for \(places.joined(separator: ", "))",
            place: [embedder], hint: "--use \(embedder),model=FILE names another one")
    }
}
