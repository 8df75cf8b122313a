import Manifests
import PilotageAPI
import Pipeline
import TestSupport
import Testing

/// Locators are told whether frames have true times.
extension BatchRunTests {
    private func statuses(_ item: String) throws -> [String] {
        let path = try folder.write(
            "{pilotage: 1, gallery: street.gallery, items: [\(item)],"
                + " locate: {use: locate.fake, timed: true}, report: [{use: report.fake, path: out.txt}]}",
            to: "run.yaml")
        let text = try run(batch(ManifestReader(registry: FakeEngine.registry).read(path: path))).text
        return text.split(separator: "\n").dropFirst().map { String($0.split(separator: " ")[3]) }
    }

    @Test func `frames of a film have true times, whatever the first one is like`() throws {
        try folder.write("x i4 i5", to: "film.fake")
        #expect(try statuses("film.fake") == ["undecodable", "located", "located"])
    }

    @Test func `rows of a matrix and photos of a sequence are only counted`() throws {
        #expect(try statuses("a.fake") == Array(repeating: "ambiguous", count: 5))
        try folder.write("i4", to: "walk/1.fake")
        try folder.write("i5", to: "walk/2.fake")
        #expect(try statuses("{path: walk, as: sequence}") == ["ambiguous", "ambiguous"])
    }
}
