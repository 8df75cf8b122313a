import Evaluation
import Foundation
import Geodesy
import PilotageAPI
import Testing

@Suite struct EvaluationTextTests {
    @Test func `all there is to say stands in the text`() throws {
        #expect(
            try summary(resamples: 0).text == """
                3 of 4 frames have a truth; answered 0.667 (2/3): 1 located, 1 ambiguous, 1 no_match, 0 undecodable

                within  recall@1     best match   recall@5     recall@10    precision    located      solvable
                25 m    0.333 (1/3)  1.000 (1/1)  1.000 (1/1)  1.000 (1/1)  0.500 (1/2)  1.000 (1/1)  1.000 (3/3)
                50.5 m  0.333 (1/3)  1.000 (1/1)  1.000 (1/1)  1.000 (1/1)  0.500 (1/2)  1.000 (1/1)  1.000 (3/3)

                error: median 555.5 m, 90 % below 999.8 m, largest 1110.9 m
                heading error: median 10.0 degrees, 90 % below 10.0 (1 frames)
                within accuracy_m: 1.000 (1/1), should be 0.68, or more where places are sparse
                within r95_m: 1.000 (1/1), should be 0.95
                within radius_m: 0.000 (0/1), mean confidence 0.900

                confidence of 1 answers: Brier 0.810, NLL 2.303, ECE 0.900
                confidence  mean   right
                0.9 to 1.0  0.900  0.000 (0/1)

                surest  10 %   20 %   30 %   40 %  50 %  60 %  70 %  80 %  90 %  100 %
                wrong   1.000  1.000  1.000  -     -     -     -     -     -     -
                area under risk-coverage: 1.000; 95 % right: the surest 0.000 (0/3)

                to find                50 %      75 %  90 %  95 %
                search around answers  3.88 km2  -     -     -
                first candidates        1         2         5         10
                within radius_m of one  1.000     1.000     1.000     1.000
                area of their circles   0.196 ha  0.196 ha  0.196 ha  0.196 ha

                most confident among the wrong:
                confidence  error     frame
                0.9000      1110.9 m  b, frame 0 (1.500 s)

                items without a truth: 1 (w)
                truths without an item: 6 (t0, t1, t2, t3, t4, …)
                """)
    }

    @Test func `sequences, intervals and twins have sections of their own`() throws {
        let text = try sequences().text
        for section in [
            """
            warning: 0.500 (5/10) frames are nearly the same picture as a place, the first a, frame 0, as r/1.jpg

            """,
            """

            2 sequences of at least 5 frames with a truth
            end: answered 1.000 (2/2), median 49.5 m, 90 % below 89.1 m, largest 99.0 m
            locked and right: 0.500 (1/2), from frame 1 on (median; 90 % from 1, all from 1)
            false locks: 1, in 0.500 (1/2) sequences, the longest of 5 frames

            right within  25 m
            last five     0.500 (1/2)
            frame 1       0.500 (1/2)
            frame 2       0.500 (1/2)
            frame 5       0.500 (1/2)

            95 % intervals, 100 resamples of 2 items
            within  recall@1        precision       last five right
            25 m    0.000 to 1.000  0.000 to 1.000  0.000 to 1.000
            """,
        ] { #expect(text.contains(section), "\(text)") }
    }

    @Test func `the keys of the JSON form are these`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let texts = try [summary(resamples: 10), sequences()].map {
            String(decoding: try encoder.encode($0), as: UTF8.self)
        }
        let keys = texts.joined().matches(of: /"([a-z0-9_]+)":/).map { String($0.1) }
        let expected = """
            ambiguous answered area area_km2 area_searched around_answer around_candidates bins brier \
            by_frames_seen calibration candidates confidence confident_errors count coverage ece end_answered \
            end_error_m error_m false_locks first found frame frames frames_outside_truth frames_until_locked from \
            heading_error_deg high intervals item items items_without_truth k last_five_right level located locked \
            longest_frames low max mean_area_km2 mean_confidence median median_error_m nll no_match of p90 place_id \
            place_source precision precision_of_located probability radii radius_m reached recall recall_at_1 \
            resamples right risk risk_coverage risks scored seed sequences share share_95_right solvable statuses \
            time_s to truths_without_item twins undecodable within_accuracy_m within_own_radius within_r95_m
            """
        #expect(Set(keys).sorted() == expected.split(separator: " ").map(String.init))
    }

    @Test func `a share of none is null`() throws {
        let text = String(decoding: try JSONEncoder().encode(Share(0, of: 0)), as: UTF8.self)
        #expect(text.contains(#""share":null"#))
    }

    private func summary(resamples: Int) throws -> EvaluationSummary {
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
        evaluation.resamples = resamples
        return try evaluation.summary(of: frames, against: truths)
    }

    /// Two sequences, one right and nearly the same pictures as a place, the other wrong.
    private func sequences() throws -> EvaluationSummary {
        var frames =
            Answers.sequence("a", [0, 0, 0, 0, 0]) + Answers.sequence("b", Array(repeating: 99, count: 5))
        for index in 0..<5 { (frames[index].placeID, frames[index].similarity) = (1, 0.99) }
        var evaluation = Evaluation(radiiMeters: [25])
        (evaluation.resamples, evaluation.seed) = (100, 7)
        let place = Place(id: 1, coordinate: Answers.origin, headingDegrees: nil, source: "r/1.jpg")
        evaluation.twins = TwinCheck([place], metric: .cosine, neighborDistance: 1)
        return try evaluation.summary(of: frames, against: Answers.truths(for: frames))
    }
}
