import PilotageAPI
import Testing

struct OptionReaderTests {
    enum Mode: String, CaseIterable { case fast, exact }

    struct Sample: PluginOptions {
        let count: Int
        let share: Double
        let mode: Mode
        let isLoud: Bool
        let word: String

        init(from reader: inout OptionReader) {
            count = reader.int("count", default: 3, in: 1...10, "how many")
            share = reader.double("share", default: 0.5, in: 0...1, "how much")
            mode = reader.choice("mode", default: Mode.fast, "how")
            isLoud = reader.bool("loud", default: false, "whether to shout")
            word = reader.text("word", default: "aa", form: "letters a", pattern: "^a+$", "a word") {
                $0.allSatisfy { $0 == "a" } ? $0 : nil
            }
        }
    }

    private func node(_ entries: [(String, OptionNode.Value)]) -> OptionNode {
        OptionNode(.object(entries.map { OptionEntry(key: $0.0, value: OptionNode($0.1)) }))
    }

    private func problems(_ entries: [(String, OptionNode.Value)]) -> [String] {
        do {
            _ = try Sample(node(entries), of: "embed.sample")
            return []
        } catch let errors as PilotageErrors {
            return errors.errors.map(\.description)
        } catch { return ["\(error)"] }
    }

    @Test func `what is not given has its default`() throws {
        let options = try Sample(nil, of: "embed.sample")
        #expect(options.count == 3 && options.share == 0.5 && options.mode == .fast && !options.isLoud)
    }

    @Test func `what is given is read`() throws {
        let options = try Sample(
            node([("count", .int(7)), ("share", .int(1)), ("mode", .string("exact")), ("loud", .bool(true))]),
            of: "embed.sample")
        #expect(options.count == 7 && options.share == 1 && options.mode == .exact && options.isLoud)
    }

    @Test func `a misspelt option names the nearest one`() {
        #expect(
            problems([("conut", .int(1))]) == [
                "embed.sample: unknown option 'conut'\n  hint: did you mean 'count'?"
            ])
    }

    @Test(arguments: [
        (OptionNode.Value.int(11), "11"), (.string("3"), "'3'"), (.double(2.5), "2.5"), (.null, "nothing"),
    ])
    func `a wrong value is shown with what it must be`(value: OptionNode.Value, shown: String) {
        #expect(
            problems([("count", value)]) == [
                "embed.sample: option 'count' is \(shown), but must be a whole number from 1 to 10"
            ])
    }

    @Test func `everything wrong is told at once`() {
        #expect(
            problems([("count", .int(0)), ("share", .double(2)), ("mode", .string("x")), ("zzz", .null)])
                .count == 4)
    }

    @Test func `an option given twice is refused`() {
        #expect(
            problems([("count", .int(1)), ("count", .int(2))]) == [
                "embed.sample: option 'count' is given twice"
            ])
    }

    @Test func `a line of code is also a line of documentation`() {
        #expect(
            Sample.descriptions.map { "\($0.key) \($0.values) \($0.defaultValue) \($0.help)" } == [
                "count 1 … 10 3 how many", "share 0 … 1 0.5 how much", "mode fast, exact fast how",
                "loud true, false false whether to shout", "word letters a aa a word",
            ])
    }
}
