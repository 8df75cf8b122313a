import ArgumentParser
import Foundation
import Tensors

/// Measures what the program promises, with the peer beside each figure. Nothing here fails a build: it reports.
@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Measures pilotage beside the tools it is compared with.",
        discussion: """
            Every figure is a median of repetitions in turn with its peer. The exit code is 0 whatever comes out. \
            The cases: \(list(BenchmarkCases.all)). With --python: \(list(BenchmarkCases.besidePython)).
            """)

    @Option(help: "Measure only the cases whose names begin with this; may be given several times.")
    var only: [String] = []
    @Flag(help: "Write JSON to standard output instead of the table.")
    var json = false
    @Flag(help: "Shorter footage and fewer repetitions.")
    var quick = false
    @Option(
        help:
            "Keep generated files in this folder, and use those that are there. Default: a temporary folder.")
    var folder: String?

    @Option(
        help:
            "Measure what is compared with PyTorch and ONNX Runtime instead: the Python that has them installed."
    )
    var python: String?

    private var cases: [BenchmarkCase] {
        python == nil ? BenchmarkCases.all : BenchmarkCases.besidePython
    }

    func validate() throws {
        for name in only where !cases.contains(where: { $0.name.hasPrefix(name) }) {
            let known = cases.map(\.name).joined(separator: ", ")
            throw ValidationError("unknown case '\(name)'; known are \(known)")
        }
    }

    func run() throws {
        useOneBLASThread()
        let bench = try Workbench(folder: folder, isQuick: quick, python: python)
        defer { bench.close() }
        var table = FigureTable()
        for item in cases where isWanted(item.name) {
            bench.note("\(item.name): \(item.summary)")
            do {
                let figures = try item.run(bench)
                if !json { show(figures, withHeading: table.figures.isEmpty) }
                table.figures += figures
            } catch {
                bench.note("\(item.name): not measured: \(error)")
                table.omitted.append("\(item.name): \(error)")
            }
        }
        print(json ? try table.json() : table.summary)
    }

    private func show(_ figures: [Figure], withHeading: Bool) {
        if withHeading { print(FigureTable.heading) }
        for figure in figures { print(FigureTable.line(figure)) }
        fflush(nil)
    }

    private static func list(_ cases: [BenchmarkCase]) -> String {
        cases.map { "\($0.name) (\($0.summary))" }.joined(separator: "; ")
    }

    private func isWanted(_ name: String) -> Bool {
        only.isEmpty || only.contains { name.hasPrefix($0) }
    }
}
