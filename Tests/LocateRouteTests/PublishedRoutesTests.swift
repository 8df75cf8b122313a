import Foundation
import Geodesy
import LocateRoute
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// The published test routes of You Are Here (ECCV 2020, and the 2023 follow-up), by the paper's rule: the last five places
/// must all be right. Nothing is fitted on the area that is scored.
@Suite(
    .enabled(if: PackageFolder.hasSharedData, "needs the real data beside the package: ../shared/data"),
    .serialized)
struct PublishedRoutesTests {
    private static let lengths = [1, 5, 10, 20, 40]

    /// The share of routes that are right at every length, in percent, and the calibration error of the last place.
    private func scores(_ area: PublishedArea) throws -> [(right: Double, error: Double)] {
        let options = OptionNode(.object([OptionEntry(key: "radius_m", value: OptionNode(.int(5)))]))
        let locator = RouteLocator(try RouteLocatorOptions(options, of: RouteLocator.name))
        return try Self.lengths.map { length in
            var (right, bins) = (0, [(said: Double, came: Double)](repeating: (0, 0), count: 10))
            for route in area.routes {
                let truth = Array(route.prefix(length))
                var found: [Fix] = []
                try locator.locate(area.evidence(truth), in: area.gallery) { found.append($0) }
                let ids = found.map { $0.match?.placeID ?? -1 }
                if ids.suffix(5) == truth.suffix(5) { right += 1 }
                let confidence = found.last?.position?.confidence ?? 0
                let bin = min(9, Int(confidence * 10))
                bins[bin].said += confidence
                bins[bin].came += ids.last == truth.last ? 1 : 0
            }
            let error = bins.reduce(0) { $0 + abs($1.said - $1.came) }
            return (100 * Double(right) / Double(area.routes.count), error / Double(area.routes.count))
        }
    }

    @Test(arguments: [
        ("unionsquare5k", "es-s1", LearnedElsewhere(energy: 233.1, sharpness: 1.841, frameSharpness: 3.526)),
        ("wallstreet5k", "es-s1", LearnedElsewhere(energy: 127.9, sharpness: 1.763, frameSharpness: 3.412)),
        (
            "unionsquare5k", "mes-25d",
            LearnedElsewhere(energy: 0.1190, sharpness: 2.209, frameSharpness: 4.865)
        ),
        (
            "wallstreet5k", "mes-25d",
            LearnedElsewhere(energy: 0.1042, sharpness: 2.582, frameSharpness: 5.216)
        ),
    ])
    func `routes are found more often than published, and confidences hold`(
        name: String, feature: String, learned: LearnedElsewhere
    ) throws {
        let least = try #require(Self.least["\(name) \(feature)"])
        let found = try scores(try PublishedArea(name, feature, learned))
        for (length, (score, least)) in zip(Self.lengths, zip(found, least)) {
            #expect(score.right >= least, "length \(length)")
        }
        #expect(found[2].error <= 0.06 && found[3].error <= 0.03 && found[4].error <= 0.02)
    }

    /// What footage does that routes on paper do not.
    enum Trouble: CaseIterable {
        /// From frame to frame 0 to 3 places.
        case uneven
        /// A tenth of the frames show something else.
        case strangers
        /// The first five frames were taken outside the area.
        case lateStart
        /// From the eleventh frame on the camera is on another route.
        case cut

        /// The share of ends that must be right within one neighbor, in percent.
        var least: Double {
            switch self {
            case .uneven: 93
            case .strangers: 96
            case .lateStart: 95
            case .cut: 96
            }
        }
    }

    @Test(arguments: Trouble.allCases) func `trouble costs frames, not the track`(trouble: Trouble) throws {
        let area = try PublishedArea(
            "wallstreet5k", "mes-25d",
            LearnedElsewhere(energy: 0.1042, sharpness: 2.582, frameSharpness: 5.216))
        let elsewhere = try Matrix(
            npyFile: PackageFolder.sharedData.path + "/you-are-here/unionsquare5k/mes-25d.photo.npy")
        var generator = SeededGenerator(seed: 7)
        func below(_ limit: Int) -> Int { min(limit - 1, Int(generator.uniform() * Double(limit))) }
        func stranger() -> [Float] {
            let row = below(elsewhere.rows)
            return Array(elsewhere.values[row * elsewhere.columns..<(row + 1) * elsewhere.columns])
        }
        let hops = trouble == .uneven ? "0.2 0.5 0.2 0.1" : "0 1"
        let options = OptionNode(.object([OptionEntry(key: "hops", value: OptionNode(.string(hops)))]))
        let locator = RouteLocator(try RouteLocatorOptions(options, of: RouteLocator.name))
        var right = 0
        for (index, route) in area.routes.enumerated() {
            var truth = Array(route.prefix(20))
            if trouble == .uneven {
                var position = 0
                truth = truth.indices.map { frame in
                    let chance = generator.uniform()
                    let moved = chance < 0.2 ? 0 : chance < 0.7 ? 1 : chance < 0.9 ? 2 : 3
                    position = frame == 0 ? 0 : min(39, position + moved)
                    return route[position]
                }
            }
            if trouble == .cut {
                truth = Array(route.prefix(10) + area.routes[(index + 250) % area.routes.count][10..<20])
            }
            var frames = area.evidence(truth).list
            for frame in frames.indices {
                let isStrange =
                    trouble == .lateStart && frame < 5 || trouble == .strangers && generator.uniform() < 0.1
                if isStrange { frames[frame].embedding = stranger() }
            }
            var last: Fix?
            try locator.locate(ListEvidence(frames), in: area.gallery) { last = $0 }
            if let end = truth.last, let found = last?.match?.placeID, area.isNear(found, end) { right += 1 }
        }
        let share = 100 * Double(right) / Double(area.routes.count)
        #expect(share >= trouble.least, "\(share) %")
    }

    @Test func `among the places around a few candidates nearly as many routes are found`() throws {
        let area = try PublishedArea(
            "wallstreet5k", "mes-25d",
            LearnedElsewhere(energy: 0.1042, sharpness: 2.582, frameSharpness: 5.216))
        func right(mostPlaces: Int) throws -> Int {
            let locator = RouteLocator(.defaults, mostPlaces: mostPlaces)
            return try area.routes.prefix(100).count { route in
                let truth = Array(route.prefix(20))
                var last: Fix?
                try locator.locate(area.evidence(truth, candidates: 5), in: area.gallery) { last = $0 }
                return last?.match?.placeID == truth.last
            }
        }
        // The gallery counts as large, and of its 5,000 places 1,000 are looked at.
        #expect(try right(mostPlaces: 1_000) >= right(mostPlaces: 5_000) - 3)
    }

    @Test func `turns help where frames alone say little`() throws {
        let area = try PublishedArea(
            "wallstreet5k", "es-s1", LearnedElsewhere(energy: 127.9, sharpness: 1.763, frameSharpness: 3.412))
        let locator = RouteLocator(.defaults)
        func right(_ hasTurns: Bool) throws -> Int {
            try area.routes.count { route in
                let truth = Array(route.prefix(5))
                var frames = area.evidence(truth).list
                for index in frames.indices.dropFirst() where hasTurns {
                    frames[index].turned = area.turns(from: truth[index - 1], to: truth[index])
                }
                var last: Fix?
                try locator.locate(ListEvidence(frames), in: area.gallery) { last = $0 }
                return last?.match?.placeID == truth.last
            }
        }
        #expect(try right(true) >= right(false) + 10)
    }

    /// Above the published results, in percent by length.
    private static let least = [
        "unionsquare5k es-s1": [17.0, 55.0, 84.0, 97.8, 98.8],
        "wallstreet5k es-s1": [16.8, 54.5, 83.5, 93.4, 97.4],
        "unionsquare5k mes-25d": [61.6, 91.5, 98.0, 99.4, 99.6],
        "wallstreet5k mes-25d": [49.0, 84.5, 95.2, 99.2, 99.8],
    ]
}
