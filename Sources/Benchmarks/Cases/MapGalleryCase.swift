import Foundation

/// Galleries of a map, from the file to the disk: of all of it, and of a quarter.
enum MapGalleryCase {
    private static let map = "monaco_full_buildings.osm.pbf"
    /// West, south, east and north: half as wide and half as high as what the map is of.
    private static let boxes = [
        (part: "a quarter", text: "7.4125,43.7290,7.4265,43.7405"),
        (part: "all", text: "7.4055,43.7230,7.4400,43.7520"),
    ]

    /// Time, places and memory of both, and what the larger one takes of each beside the smaller one.
    static func figures(_ bench: Workbench, _ folder: String) throws -> [Figure] {
        let built = try boxes.map { try build(bench, "\(folder)/\(map)", $0.text) }
        let figures = zip(boxes, built).flatMap { box, gallery in
            [
                figure(
                    "map.gallery.\(gallery.places)", "\(box.part) of Monaco, \(gallery.places) places",
                    .time(gallery.usage.seconds)),
                figure(
                    "map.gallery.memory.\(gallery.places)", "\(box.part) of Monaco: peak",
                    .megabytes(gallery.usage.peakBytes)),
            ]
        }
        return figures + [
            figure(
                "map.gallery.place", "a place more, from the map to the disk",
                .time(
                    (built[1].usage.seconds - built[0].usage.seconds)
                        / Double(max(1, built[1].places - built[0].places))))
        ]
    }

    private static func figure(_ name: String, _ what: String, _ ours: Figure.Quantity) -> Figure {
        Figure(name: name, what: what, ours: ours, peerName: "", peer: nil, ratio: nil, target: .none)
    }

    private static func build(_ bench: Workbench, _ map: String, _ box: String) throws -> (
        places: Int, usage: ChildProcess.Usage
    ) {
        let gallery = "\(bench.folder)/monaco.gallery"
        let program = try bench.pilotage()
        let usage = try ChildProcess.run([
            program, "gallery", "build", "--map", map, "--bbox", box, "--output", gallery, "--replace",
            "--jobs",
            "1", "--progress", "none",
        ])
        struct Info: Decodable { var places: Int }
        let told = try ChildProcess.run([program, "gallery", "info", gallery, "--json"])
        return (try JSONDecoder().decode(Info.self, from: Data(told.output.utf8)).places, usage)
    }
}
