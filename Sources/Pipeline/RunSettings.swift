internal import Foundation
internal import Geodesy
internal import Manifests
internal import PilotageAPI

/// Everything but the items that results depend on, as text; kept in the store, so that results of different settings
/// never mix in one run.
struct RunSettings {
    let values: [String: String]

    init(plan: Plan, gallery: Gallery, galleryDigest: String, program: String, part: String?) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        func section(_ section: PluginSection) throws -> String {
            let options = String(decoding: try encoder.encode(Self.sorted(section.options)), as: UTF8.self)
            return "\(section.plugin ?? "by file") \(options)"
        }
        values = [
            "program": program,
            "shard": part ?? "all",
            "gallery": "\(gallery.name) \(galleryDigest)",
            "embedder": "\(gallery.embedder.name) \(gallery.embedder.fingerprint)",
            "region": Self.text(plan.region),
            "decode": try section(plan.decode),
            "match": try section(plan.match) + " limit \(plan.limit)",
            "locate": try section(plan.locate),
        ]
    }

    /// The settings of which `stored` has others.
    func differences(from stored: [String: String]) -> [String] {
        values.keys.sorted().filter { stored[$0] != values[$0] }
    }

    private static func sorted(_ node: OptionNode) -> OptionNode {
        guard case .object(let entries) = node.value else { return node }
        return OptionNode(.object(entries.sorted { $0.key < $1.key }))
    }

    private static func text(_ region: Region?) -> String {
        switch region {
        case nil: "everywhere"
        case .box(let west, let south, let east, let north): "box \(west) \(south) \(east) \(north)"
        case .circle(let center, let radius): "circle \(center.latitude) \(center.longitude) \(radius)"
        case .polygons(let polygons):
            "polygons "
                + polygons.map { rings in
                    rings.map { ring in ring.map { "\($0.latitude) \($0.longitude)" }.joined(separator: ",") }
                        .joined(separator: ";")
                }.joined(separator: "|")
        }
    }
}
