import Foundation
import PilotageAPI

/// Following a route, beside NumPy.
enum RouteCase {
    static let benchmark = BenchmarkCase(
        name: "route",
        summary: "a route of 200 frames among 5,000 and 20,000 places, beside NumPy",
        run: run)

    private static let dimension = 16
    private static let frames = 200

    private static func run(_ bench: Workbench) throws -> [Figure] {
        try [5_000, 20_000].flatMap { count in
            let town = Town(places: count, frames: frames, dimension: dimension)
            let locator = try bench.registry.routeLocator()
            var end: Int?
            // What is prepared of a gallery is prepared once.
            try locator.locate(town.evidence, in: town.gallery) { end = $0.match?.placeID }
            let rounds = bench.rounds(9)
            let times = try interleaved(
                rounds: rounds, [{ try locator.locate(town.evidence, in: town.gallery) { _ in } }])
            let peer = try NumPyFilter.follow(
                places: try bench.store(town.vectors.flatMap { $0 }, "route-places-\(count)"),
                frames: try bench.store(town.evidence.list.flatMap(\.embedding), "route-frames-\(count)"),
                ways: try bench.store(town.ways.map { Int32($0) }, "route-ways-\(count)"),
                dimension: dimension, rounds: rounds)
            guard end == town.end, peer.end == town.end else {
                throw BenchmarkError(
                    "the route ends at \(town.end), but at \(end ?? -1) for us and at \(peer.end) for NumPy")
            }
            let perFrame = times[0] / Double(frames)
            let promise = Figure(
                name: "route.time.\(count)", what: "a frame of \(count) places",
                ours: .milliseconds(perFrame),
                peerName: "", peer: nil, ratio: nil, target: count == 5_000 ? .atMost(0.15) : .none)
            let beside = Figure.times(
                "route.numpy.\(count)",
                "a frame of \(count) places: forward, backward and best path",
                ours: perFrame, peer: peer.seconds / Double(frames), by: "NumPy",
                target: .atLeast(1))
            return [promise, beside]
        }
    }
}

extension Workbench {
    /// A file of bare numbers.
    fileprivate func store<Number>(_ numbers: [Number], _ name: String) throws -> String {
        try file(name) { path in try numbers.withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) } }
    }
}
