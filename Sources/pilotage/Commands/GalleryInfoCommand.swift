import ArgumentParser
import Catalog
import Foundation
import Galleries
import Geodesy
import PilotageAPI

struct GalleryInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Show what a gallery is: its embedder, places and history.",
        discussion: "Exit codes: 0 all well; 2 there is no gallery.")

    @Argument(help: "The gallery.")
    var gallery: String
    @Flag(help: "Write JSON.")
    var json = false

    func run() throws {
        let info = try GalleryStore.info(gallery)
        var bounds = GeoBounds()
        // A damaged gallery still says what it is.
        for place in (try? GalleryStore.places(gallery)) ?? [] { bounds.include(place.coordinate) }
        let box = (bounds.box ?? []).map { fixed($0, digits: 7) }
        if json {
            try Console.result(json: Self.object(info, box))
        } else {
            try Console.result(Self.table(info, box))
        }
    }

    private static func table(_ info: GalleryInfo, _ box: [String]) -> String {
        var lines = [
            "name         \(info.name)", "places       \(info.places)",
            "bbox         \(box.isEmpty ? "unknown" : "[\(box.joined(separator: ", "))]")",
            "embedder     \(info.embedder.name)",
            "fingerprint  \(info.embedder.fingerprint)", "dimension    \(info.dimension)",
            "metric       \(info.metric)", "bytes        \(info.bytes)", "written by   \(info.program)",
            "calibrated   \(info.calibration.isEmpty ? "no" : info.calibration.keys.sorted().joined(separator: ", "))",
            "digest       \(info.digest)",
        ]
        let options = info.embedder.options.entries.map { "\($0.key)=\($0.value.plain)" }
        if !options.isEmpty { lines.insert("options      \(options.joined(separator: ","))", at: 4) }
        if info.precision != .float32 { lines.append("precision    \(info.precision.rawValue)") }
        if let views = info.views { lines.append("views        \(views)") }
        for step in info.history {
            lines.append(
                "history      \(step.action): \(step.places) places from \(step.source), seed \(step.seed)")
        }
        return lines.map { $0.visible() }.joined(separator: "\n")
    }

    private struct Object: Encodable {
        var name: String
        var places: Int
        /// West, south, east, north.
        var bbox: [Double]
        var embedder: String
        var options: OptionNode
        var fingerprint: String
        var dimension: Int
        var precision: EmbeddingPrecision
        var metric: String
        var bytes: Int
        var program: String
        var calibration: [String: [String: Double]]
        var views: ViewSettings?
        var history: [GalleryStep]
        var digest: String
    }

    private static func object(_ info: GalleryInfo, _ box: [String]) -> Object {
        Object(
            name: info.name, places: info.places, bbox: box.compactMap { Double($0) },
            embedder: info.embedder.name,
            options: info.embedder.options,
            fingerprint: info.embedder.fingerprint.description, dimension: info.dimension,
            precision: info.precision, metric: info.metric,
            bytes: info.bytes, program: info.program, calibration: info.calibration, views: info.views,
            history: info.history,
            digest: info.digest)
    }
}

extension OptionNode {
    /// A scalar as it stands behind `key=`.
    fileprivate var plain: String { if case .string(let text) = value { text } else { shown } }
}

struct GalleryVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read every byte of a gallery and tell all that is wrong with it.",
        discussion: "Exit codes: 0 sound; 1 something is wrong; 2 there is no gallery.")

    @Argument(help: "The gallery.")
    var gallery: String

    func run() throws {
        let problems = try GalleryStore.verify(gallery, registry: .catalog)
        for problem in problems { Console.error(problem) }
        guard problems.isEmpty else { throw ExitCode(1) }
        try Console.result("\(gallery.visible()): sound, \(try GalleryStore.info(gallery).places) places")
    }
}
