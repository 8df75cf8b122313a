import LocateRoute
import PilotageAPI
import Testing

struct CandidateRowsTests {
    /// A street of 1,000 places, each between its neighbors.
    private let street = PlaceGraph((0..<1_000).map { [Int32(max(0, $0 - 1)), Int32(min(999, $0 + 1))] })

    private func frame(_ rows: [Int]) -> FrameEvidence {
        FrameEvidence(
            frame: 0, timeSeconds: 0, candidates: rows.map { Candidate(row: $0, similarity: 0) },
            embedding: [0])
    }

    @Test func `a candidate brings the places around it along`() {
        let rows = CandidateRows([frame([500])], around: street, allowed: nil, most: 100).rows
        #expect(rows == Array(480...520))
    }

    @Test func `the best candidates of all frames come first`() {
        let frames = [frame([100, 300]), frame([800, 600])]
        let rows = CandidateRows(frames, around: street, allowed: nil, most: 80).rows
        #expect(rows.contains(100) && rows.contains(800) && !rows.contains(300) && !rows.contains(600))
    }

    @Test func `places that may not be answered are left out`() {
        let rows = CandidateRows([frame([500])], around: street, allowed: [3, 490, 501], most: 100).rows
        #expect(rows == [490, 501])
    }

    @Test func `without candidates there are no rows`() {
        #expect(CandidateRows([frame([]), frame([])], around: street, allowed: nil, most: 9).rows.isEmpty)
    }
}
