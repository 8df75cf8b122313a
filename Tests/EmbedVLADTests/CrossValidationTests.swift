import EmbedVLAD
import Geodesy
import PilotageAPI
import Tensors
import Testing

struct CrossValidationTests {
    private func places(_ count: Int, heading: (Int) -> Double? = { _ in nil }) -> [Place] {
        (0..<count).map { index in
            Place(
                id: index, coordinate: Coordinate(latitude: 50 + Double(index) * 1e-4, longitude: 10),
                headingDegrees: heading(index), source: "")
        }
    }

    private func gram(_ count: Int) -> Matrix {
        var random = SeededGenerator(seed: 1)
        let rows = Matrix(
            rows: count, columns: 300, values: (0..<count * 300).map { _ in Float(random.normal()) }
        ).normalizingRows()
        return rows.multiplied(byTransposeOf: rows)
    }

    @Test(arguments: [3, 12, 75])
    func `no picture is its own candidate`(count: Int) throws {
        let validation = CrossValidation(gram: gram(count), places: places(count), limit: 512)
        let candidates = try validation.candidates(for: WhiteningChoice.all)
        #expect(candidates.count == WhiteningChoice.all.count)
        for answers in candidates {
            #expect(answers.count == count)
            for (picture, answer) in answers.enumerated() {
                #expect(!answer.isEmpty && !answer.contains { $0.row == picture })
                #expect(answer.map(\.similarity) == answer.map(\.similarity).sorted(by: >))
            }
        }
    }

    @Test func `a lucky choice does not beat the first`() throws {
        let validation = CrossValidation(gram: gram(40), places: places(40), limit: 512)
        let right = (0..<40).map { [Candidate(row: ($0 + 1) % 40, similarity: 1)] }
        var lucky = right
        lucky[39] = [Candidate(row: 38, similarity: 1)]
        #expect(validation.best(of: [right, lucky]) == 0)
        let wrong = (0..<40).map { [Candidate(row: ($0 + 20) % 40, similarity: 1)] }
        #expect(validation.best(of: [wrong, right]) == 1)
    }

    @Test func `neighbors are near and look the same way`() {
        let pairs = NeighborPairs(places(6) { $0 == 1 ? 180 : $0 == 2 ? nil : 10 }, limit: 2)
        #expect(pairs.neighbors[0] == [2, 3])
        #expect(pairs.neighbors[1] == [2])
        #expect(pairs.neighbors[2] == [1, 3])
        #expect(
            pairs.pairs(among: [3, 4, 5], limit: 1).map { [$0.0, $0.1] } == [[0, 1], [1, 0], [2, 1]])
    }
}
