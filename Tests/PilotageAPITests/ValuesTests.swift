import Foundation
import PilotageAPI
import Testing

struct ValuesTests {
    @Test(arguments: [
        (1.125, 2, "1.13"), (-0.0004, 3, "0.000"), (-1.5, 0, "-2"), (8.0, 7, "8.0000000"), (-0.05, 1, "-0.1"),
        (179.99999996, 7, "180.0000000"), (12.3456, 3, "12.346"),
    ])
    func `numbers have their digits and no negative zero`(value: Double, digits: Int, text: String) {
        #expect(fixed(value, digits: digits) == text)
    }

    @Test(arguments: [("gallerey", "gallery"), ("limt", "limit"), ("gallrey", "gallery")])
    func `a misspelt name finds the right one`(written: String, meant: String) {
        #expect(nearestName(to: written, among: ["items", "gallery", "limit"]) == meant)
    }

    @Test func `a name like no other finds none`() {
        #expect(nearestName(to: "zebra", among: ["items", "gallery"]) == nil)
    }

    @Test func `an error reads from the outside in, with cause and hint`() {
        let error = PilotageError(
            .damaged, "packet is damaged", place: ["0:13.733"], cause: "bits", hint: "copy it again")
        #expect(
            error.at("walk.mp4").description
                == "walk.mp4: 0:13.733: packet is damaged\n  cause: bits\n  hint: copy it again")
    }

    @Test func `rows of a matrix are found across its blocks`() {
        let matrix = EmbeddingMatrix(
            dimension: 2,
            blocks: [
                EmbeddingBlock(Embeddings(dimension: 2, values: [0, 1, 2, 3])),
                EmbeddingBlock(Embeddings(dimension: 2, values: [4, 5])),
            ])
        #expect(matrix.count == 3 && matrix.row(1) == [2, 3] && matrix.row(2) == [4, 5])
    }

    @Test func `option values survive JSON`() throws {
        let node = OptionNode(
            .object([
                OptionEntry(
                    key: "a", value: OptionNode(.array([OptionNode(.int(1)), OptionNode(.double(2.5))]))),
                OptionEntry(key: "b", value: OptionNode(.null)),
                OptionEntry(key: "c", value: OptionNode(.string("x"))),
                OptionEntry(key: "d", value: OptionNode(.bool(true))),
            ]))
        #expect(try JSONDecoder().decode(OptionNode.self, from: JSONEncoder().encode(node)) == node)
    }
}
