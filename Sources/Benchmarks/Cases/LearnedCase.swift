import Foundation
import Learning
import StreetMap

/// How often the model that ships finds places of towns that it never saw.
enum LearnedCase {
    static let benchmark = BenchmarkCase(
        name: "learned", summary: "places of real towns found by the model that ships, in drawn footage",
        run: run)

    private static let maps = [
        (name: "liechtenstein", file: "liechtenstein.osm.pbf"),
        (name: "manhattan", file: "nyc_lower_east_side.osm.pbf"),
    ]
    /// What is aimed at, on the worse of both.
    private static let aims: [String: Double] = [
        "four.at1": 0.65, "four.at5": 0.85, "one.at1": 0.12, "one.at10": 0.40,
        "four.route.5": 0.95, "four.route.10": 0.99, "four.route.20": 0.99,
        "one.route.5": 0.65, "one.route.10": 0.92, "one.route.20": 0.98,
    ]

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let folder = Workbench.sharedData + "/osm"
        guard FileManager.default.fileExists(atPath: folder) else {
            throw BenchmarkError("it needs extracts of OpenStreetMap in \(folder)")
        }
        let sequences = bench.rounds(200)
        var figures: [Figure] = []
        for heights in [LearnedTown.Heights.tagged, .none] {
            let towns = try maps.map { try LearnedTown(bench, "\(folder)/\($0.file)", heights) }
            let known = heights == .none ? "guessed" : "mapped"
            for (index, town) in towns.enumerated() {
                let other = towns[(index + 1) % towns.count]
                let found =
                    try town.shares(sequences: sequences) + town.shares(addedTo: other)
                    + town.located(sequences / 6, other: other)
                figures += found.map {
                    Figure(
                        name: "learned.\(maps[index].name).\(known).\($0.name)",
                        what: "\($0.what), \(town.places) places, heights as \(known)",
                        ours: Figure.Quantity(value: $0.value, unit: "", digits: 3), peerName: "",
                        peer: nil, ratio: nil, target: aims[$0.name].map { .atLeast($0) } ?? .none)
                }
            }
        }
        return figures
    }
}
