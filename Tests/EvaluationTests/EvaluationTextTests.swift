import Evaluation
import Foundation
import Geodesy
import PilotageAPI
import Testing

@Suite struct EvaluationTextTests {
    @Test func `all there is to say stands in the text`() throws {
        #expect(
            try summary().text == """
                3 of 4 frames have a truth; answered 0.667 (2/3): 1 located, 1 ambiguous, 1 no_match, 0 undecodable

                within  recall@1     best match   recall@5     recall@10    precision    located      solvable
                25 m    0.333 (1/3)  1.000 (1/1)  1.000 (1/1)  1.000 (1/1)  0.500 (1/2)  1.000 (1/1)  1.000 (3/3)
                50.5 m  0.333 (1/3)  1.000 (1/1)  1.000 (1/1)  1.000 (1/1)  0.500 (1/2)  1.000 (1/1)  1.000 (3/3)

                error: median 555.5 m, 90 % below 999.8 m, largest 1110.9 m
                heading error: median 10.0 degrees, 90 % below 10.0 (1 frames)
                within accuracy_m: 1.000 (1/1), should be 0.68
                within r95_m: 1.000 (1/1), should be 0.95
                within radius_m: 0.000 (0/1), mean confidence 0.900

                most confident among the wrong:
                confidence  error     frame
                0.9000      1110.9 m  b, frame 0 (1.500 s)

                items without a truth: 1 (w)
                truths without an item: 6 (t0, t1, t2, t3, t4, …)
                """)
    }

    @Test func `the keys of the JSON form are these`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(summary()), as: UTF8.self)
        let keys = text.matches(of: /"([a-z0-9_]+)":/).map { String($0.1) }
        #expect(
            Set(keys).sorted() == [
                "ambiguous", "answered", "candidates", "confidence", "confident_errors", "count", "error_m",
                "frame",
                "frames_outside_truth", "heading_error_deg", "item", "items_without_truth", "k", "located",
                "max",
                "mean_confidence", "median", "no_match", "of", "p90", "precision", "precision_of_located",
                "radii",
                "radius_m", "recall", "recall_at_1", "scored", "share", "solvable", "statuses", "time_s",
                "truths_without_item", "undecodable", "within_accuracy_m", "within_own_radius",
                "within_r95_m",
            ])
    }

    @Test func `a share of none is null`() throws {
        let text = String(decoding: try JSONEncoder().encode(Share(0, of: 0)), as: UTF8.self)
        #expect(text.contains(#""share":null"#))
    }

    private func summary() throws -> EvaluationSummary {
        let (truth, far) = (Coordinate(latitude: 43, longitude: 7), Coordinate(latitude: 43.01, longitude: 7))
        let frames = [
            EvaluatedFrame(
                item: "a", frame: 0, coordinate: truth, headingDegrees: 10, accuracyMeters: 5, r95Meters: 9,
                candidates: [truth]),
            EvaluatedFrame(
                item: "b", frame: 0, timeSeconds: 1.5, status: .ambiguous, coordinate: far,
                confidence: 0.9,
                radiusMeters: 25),
            EvaluatedFrame(item: "c", frame: 0, status: .noMatch, coordinate: nil),
            EvaluatedFrame(item: "w", frame: 0, coordinate: truth),
        ]
        let names = ["a", "b", "c"] + (0..<6).map { "t\($0)" }
        let truths = names.map {
            TruthTrack(name: $0, points: [TruthPoint(coordinate: truth, headingDegrees: 20)])
        }
        var evaluation = Evaluation(radiiMeters: [25, 50.5])
        evaluation.places = NearestPlace([truth])
        return try evaluation.summary(of: frames, against: truths)
    }
}
