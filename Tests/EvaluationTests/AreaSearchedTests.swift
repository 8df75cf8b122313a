import Evaluation
import Testing

struct AreaSearchedTests {
    @Test func `circles around answers grow until enough frames lie within`() throws {
        let frames = [10, 30, 20, nil].enumerated().map { Answers.frame("\($0.offset)", off: $0.element) }
        let searches = try #require(try Answers.evaluated(frames).areaSearched).aroundAnswer
        #expect(searches.map(\.probability) == [0.5, 0.75, 0.9, 0.95])
        #expect(searches.map { $0.radiusMeters?.rounded() } == [20, 30, nil, nil])
        let area = try #require(searches[0].areaSquareKilometers)
        #expect(abs(area - Double.pi * 400 / 1e6) < 1e-8)
    }

    @Test func `ground in several circles is searched once`() throws {
        var (apart, alike) = (Answers.frame("a", off: 0), Answers.frame("b", off: nil))
        apart.candidates = [1000, 20].map(Answers.at)
        // A frame without an answer is searched for as far as the others.
        alike.candidates = [2000, 2000].map(Answers.at)
        let searches = try #require(try Answers.evaluated([apart, alike]).areaSearched).aroundCandidates
        let circle = Double.pi * 625 / 1e6
        #expect(searches.map(\.k) == [1, 2, 5, 10])
        #expect(searches.map(\.recall) == [0, 1, 1, 1].map { Share($0, of: 2) })
        #expect(abs(searches[0].meanAreaSquareKilometers - circle) < 1e-9)
        #expect(abs(searches[1].meanAreaSquareKilometers - 1.5 * circle) < 1e-9)
    }

    @Test func `without candidates only answers are searched around`() throws {
        #expect(try Answers.evaluated([Answers.frame("a", off: 1)]).areaSearched?.aroundCandidates == [])
        #expect(try Answers.evaluated([Answers.frame("a", off: nil)]).areaSearched == nil)
    }
}
