import Evaluation
import Geodesy
import Testing

@Suite struct TruthJoinTests {
    @Test(
        arguments: [
            (["a"], ["a"], ["a": "a"]),
            (["/data/query/1.jpg"], ["query/1.jpg"], ["/data/query/1.jpg": "query/1.jpg"]),
            (["1.jpg"], ["query/1.jpg"], ["1.jpg": "query/1.jpg"]),
            (["../shared/query/1.jpg"], ["./query/1.jpg"], ["../shared/query/1.jpg": "./query/1.jpg"]),
            (["../query/1.jpg"], ["data/query/1.jpg"], ["../query/1.jpg": "data/query/1.jpg"]),
            // Whole names only, and no part of a path may contradict.
            (["xquery/1.jpg"], ["query/1.jpg"], [:]),
            (["2024/1.jpg"], ["2023/1.jpg"], [:]),
            (["1.JPG"], ["1.jpg"], [:]),
            // More than one comes into question.
            (["a/1.jpg", "b/1.jpg"], ["1.jpg"], [:]),
            (["1.jpg"], ["a/1.jpg", "b/1.jpg"], [:]),
            // The id goes before the path.
            (["1.jpg", "a/1.jpg"], ["1.jpg"], ["1.jpg": "1.jpg"]),
            (["1.jpg", "a/1.jpg"], ["a/1.jpg", "1.jpg"], ["1.jpg": "1.jpg", "a/1.jpg": "a/1.jpg"]),
            // An item between two truths keeps both open, for other items too.
            (["1.jpg", "x/a/1.jpg"], ["a/1.jpg", "b/1.jpg"], [:]),
            ([".."], ["a"], [:]),
        ] as [([String], [String], [String: String])])
    func `items join truths`(items: [String], truths: [String], joined: [String: String]) {
        let join = TruthJoin(items: items, truths: truths.map(truth))
        #expect(join.tracks.mapValues(\.name) == joined)
        #expect(join.itemsWithoutTruth == items.filter { joined[$0] == nil })
        #expect(join.truthsWithoutItem == truths.filter { !joined.values.contains($0) })
    }

    private func truth(_ name: String) -> TruthTrack {
        TruthTrack(name: name, points: [TruthPoint(coordinate: Coordinate(latitude: 0, longitude: 0))])
    }
}
