import Evaluation
import Foundation
import TestSupport
import Testing

struct PlotsTests {
    private func plots() throws -> [PlotFile] {
        var frames: [EvaluatedFrame] = []
        for item in 0..<12 {
            for number in 0..<8 {
                let off = Double((item * 7 + number * 5) % 60)
                let confidence = Double((item + number) % 11) / 10
                frames.append(Answers.frame("\(item)", number, off: off, confidence: confidence))
            }
        }
        return try Answers.evaluated(frames).plots
    }

    @Test func `there are always the same four`() throws {
        let names = ["reliability.svg", "risk-coverage.svg", "errors.svg", "recall-by-frames.svg"]
        #expect(try plots().map(\.name) == names)
        #expect(try Answers.evaluated([Answers.frame("a", off: nil)]).plots.map(\.name) == names)
    }

    @Test func `all are well-formed`() throws {
        let nothing = try Answers.evaluated([Answers.frame("a", off: nil)]).plots
        for plot in try plots() + nothing { #expect(defect(of: plot.svg) == nil, "\(plot.name)") }
    }

    @Test func `they are the same every time`() throws {
        #expect(try plots().map(\.svg) == plots().map(\.svg))
    }

    @Test func `nothing is drawn outside the picture`() throws {
        for plot in try plots() {
            for match in plot.svg.matches(of: /(cx|cy|x1|y1|x2|y2)="([^"]*)"/) {
                let value = try #require(Double(match.2))
                #expect((0...640).contains(value), "\(plot.name): \(match.0)")
            }
        }
    }

    @Test func `axes are named with their units, and numbers stand at them`() throws {
        let errors = try #require(try plots().first { $0.name == "errors.svg" }).svg
        #expect(errors.contains(">error in meters (less than 0.1 m stands at 0.1 m)<"))
        for number in ["0.1", "1", "10", "100", "0.0", "1.0"] { #expect(errors.contains(">\(number)<")) }
        let frames = try #require(try plots().last).svg
        #expect(frames.contains(">frames of the sequence up to this one<"))
        #expect(frames.contains(">within 25 m<"))
    }

    @Test func `one without data says so`() throws {
        let plots = try Answers.evaluated([Answers.frame("a", off: nil)]).plots
        #expect(
            zip(
                plots,
                [
                    "no answer has a confidence", "no answer has a confidence", "no frame has an answer",
                    "no item has five frames with a truth",
                ]
            ).allSatisfy { $0.svg.contains($1) })
    }

    /// What is wrong with an XML document: elements that are not closed, or text that should have been escaped.
    private func defect(of text: String) -> String? {
        guard text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg ") else { return "the start" }
        var (open, rest) = ([Substring](), text.dropFirst(text.prefix { $0 != "\n" }.count))
        while let start = rest.firstIndex(of: "<") {
            if rest[..<start].contains(/>|&(?!amp;|lt;|gt;)/) { return "text: \(rest[..<start])" }
            guard let end = rest[start...].firstIndex(of: ">") else { return "an open tag" }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return "closed: \(tag)" }
                continue
            }
            guard tag.wholeMatch(of: /[a-z]+( [a-zA-Z0-9-]+="[^"<&]*")* ?\/?/) != nil else {
                return "tag: \(tag)"
            }
            if !tag.hasSuffix("/") { open.append(tag.prefix { $0 != " " }) }
        }
        return open.isEmpty ? nil : "not closed: \(open)"
    }
}
