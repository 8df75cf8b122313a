import Foundation
import TestSupport
import Testing

/// What users see, byte for byte. `make golden` writes the expectations anew.
struct GoldenTests {
    private static let folder = PackageFolder.root.appending(path: "Tests/GoldenTests/Cases")
    private static let isWriting = ProcessInfo.processInfo.environment["GOLDEN"] == "write"

    private static var cases: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted()
    }

    @Test(arguments: cases) func `a session shows what its transcript says`(name: String) throws {
        let file = Self.folder.appending(path: name)
        let expected = Transcript(try String(contentsOf: file, encoding: .utf8))
        let session = try Session(programs: Executable.folder)
        var found = Transcript(steps: [])
        for step in expected.steps {
            found.steps.append(Transcript.Step(command: step.command, output: try session.run(step.command)))
        }
        for (step, shown) in zip(expected.steps, found.steps) where step != shown {
            Issue.record(
                "$ \(step.command)\n--- expected\n\(step.output.joined(separator: "\n"))\n--- shown\n\(shown.output.joined(separator: "\n"))"
            )
        }
        if Self.isWriting {
            try Data(found.text.utf8).write(to: file)
            Issue.record("\(name) was written anew: look at the difference and run the tests again")
        }
    }

    @Test func `there are transcripts`() { #expect(!Self.cases.isEmpty) }
}
