import Foundation
import PilotageAPI

/// A folder of JPEGs, beside opening each of them through libavformat.
enum PhotosCase {
    static let benchmark = BenchmarkCase(
        name: "photos", summary: "folders of JPEGs, beside opening each through avformat", run: run)

    private static func run(_ bench: Workbench) throws -> [Figure] {
        let real = "\(Workbench.sharedData)/aerial-seneca"
        let survey = jpegs(below: real)
        let small = try survey.isEmpty ? jpegs(below: bench.photos(count: 150, width: 800)) : survey
        let large = jpegs(below: try bench.photos(count: 30, width: 4000))
        return [
            try figure("photos.800px", "\(small.count) JPEGs of 800 px to 320, gray", small, 7, bench),
            try figure(
                "photos.4000px", "\(large.count) JPEGs of 4000 px to 320, gray", large, 5, bench),
        ]
    }

    private static func figure(
        _ name: String, _ what: String, _ files: [String], _ rounds: Int, _ bench: Workbench
    ) throws
        -> Figure
    {
        let format = FrameFormat(color: .gray, longSide: 320)
        let decoder = try bench.registry.videoDecoder(sample: "1s")
        let times = try interleaved(
            rounds: bench.rounds(rounds),
            [
                { for file in files { _ = try decoder.drain(file, as: format, threads: 1) } },
                { for file in files { try LibavPicture.read(file, longSide: 320) } },
            ])
        return .times(name, what, ours: times[0], peer: times[1], by: "avformat", target: .atLeast(1.6))
    }

    private static func jpegs(below folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.lowercased().hasSuffix(".jpg") }.sorted().map { "\(folder)/\($0)" }
    }
}
