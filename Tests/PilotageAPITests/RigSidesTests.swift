import PilotageAPI
import Testing

struct RigSidesTests {
    @Test func `views count for the side that they nearly look to`() throws {
        #expect(try RigView.sides([0, 90, 180, 270]) == [0, 1, 2, 3])
        #expect(try RigView.sides([200, 345]) == [2, 0])
        #expect(try RigView.sides([30]) == [0])
    }

    @Test(arguments: [
        ([45.0, 225], "between two sides"), ([0, 10], "to the same side"), ([350, 0], "to the same side"),
    ])
    func `what looks to no side, or to one with another, is refused with its headings`(
        headings: [Double], what: String
    ) throws {
        let error = try #require(throws: PilotageError.self) { try RigView.sides(headings) }
        #expect(error.message.contains(what) && error.message.contains("headings \(Int(headings[0])), "))
    }
}
