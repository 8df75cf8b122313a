import Foundation
import Testing

/// What code may not do where, told by the words it would have to use.
struct ConductRule: Sendable, CustomTestStringConvertible {
    /// What the rule says.
    var statement: String
    /// Words that break it.
    var words: [String]
    /// Beginnings of the paths of files that may use them nevertheless.
    var exempt: [String]

    var testDescription: String { statement }

    /// Where the rule is broken.
    func breaches(_ files: [SourceFile]) -> [String] {
        files.filter { $0.path.hasPrefix("Sources/") || $0.path.hasPrefix("Plugins/") }
            .filter { file in !exempt.contains { file.path.hasPrefix($0) } }
            .flatMap { file in
                let code = file.code
                return words.filter { ConductRule.uses($0, code) }.map {
                    "\(file.path) uses \($0): \(statement)"
                }
            }
    }

    /// Whether a word stands in code by itself, not as the end of a longer name or behind a dot of another one.
    private static func uses(_ word: String, _ code: String) -> Bool {
        var rest = code[...]
        while let range = rest.range(of: word) {
            let before =
                range.lowerBound == code.startIndex ? nil : code[code.index(before: range.lowerBound)]
            let isWhole =
                word.hasPrefix(".")
                || before.map { !$0.isLetter && !$0.isNumber && !"_.".contains($0) } ?? true
            if isWhole { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }

    /// The programs, which talk to people.
    private static let programs = ["Sources/pilotage/", "Sources/DemoWorld/", "Sources/Benchmarks/"]

    static let all = [
        ConductRule(
            statement: "only the programs print",
            words: [
                "print(", "debugPrint(", "dump(", "fputs(", "printf(", "putchar(",
                "FileHandle.standardOutput", "FileHandle.standardError",
            ],
            exempt: programs),
        ConductRule(
            statement: "only the programs read arguments and the environment",
            words: [
                "CommandLine.", "ProcessInfo.processInfo.environment", "ProcessInfo.processInfo.arguments",
                "getenv(", "setenv(",
            ],
            exempt: programs + ["Sources/TestSupport/"]),
        ConductRule(
            statement: "only the programs end the process",
            words: ["exit(", "abort(", "fatalError(", "quick_exit("],
            exempt: programs),
        ConductRule(
            statement: "no wall clock in results",
            words: [
                "Date()", "Date.now", "time(nil)", "gettimeofday(", "clock_gettime(", "clock()",
                "ContinuousClock", "SuspendingClock", "DispatchTime.now", "mach_absolute_time(",
                "ProcessInfo.processInfo.systemUptime",
            ],
            exempt: programs + ["Sources/Pipeline/Progress", "Sources/TestSupport/"]),
        ConductRule(
            statement: "random numbers come from the seeded generator of Tensors",
            words: [
                "SystemRandomNumberGenerator", ".random(", ".randomElement(", ".shuffled()", ".shuffle()",
                "arc4random", "drand48(", "srand(", "rand(", "UUID()", "SplitMix", "RandomNumberGenerator",
            ],
            exempt: ["Sources/Tensors/", "Sources/TestSupport/"]),
        ConductRule(
            statement: "numbers and dates do not depend on the locale",
            words: ["Locale.current", "TimeZone.current", "Calendar.current", "setlocale("], exempt: []),
        ConductRule(
            statement: "no crash on purpose for what comes from outside", words: ["try!", "as!"],
            exempt: ["Sources/TestSupport/"]),
    ]
}
