import Foundation

/// A session at the command line with what it must show.
///
/// Lines that begin with `$ ` are commands; the lines behind one are all that it writes, standard error included, and
/// `[exit N]` where its exit code is not 0. Input and expectation lie side by side, so that a reviewer reads both.
struct Transcript {
    /// A command with what it must show.
    struct Step: Equatable {
        var command: String
        var output: [String]
    }

    var steps: [Step]

    /// Reads a transcript; lines before the first command are comments.
    init(_ text: String) {
        steps = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2)), output: []))
            } else if !steps.isEmpty {
                steps[steps.count - 1].output.append(line)
            }
        }
        for index in steps.indices {
            while steps[index].output.last == "" { steps[index].output.removeLast() }
        }
    }

    init(steps: [Step]) { self.steps = steps }

    /// The transcript as a file holds it.
    var text: String {
        steps.map { (["$ " + $0.command] + $0.output).joined(separator: "\n") }.joined(separator: "\n\n")
            + "\n"
    }
}
