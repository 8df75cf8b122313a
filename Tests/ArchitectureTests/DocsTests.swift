import Foundation
import Testing

/// Whether the written pages are what the code says.
struct DocsTests {
    /// The program, built beside the tests.
    static let program = Bundle.main.bundleURL.appending(path: "pilotage").path

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: program), "the program is not built"))
    func `the plugins' pages and the schema are up to date, else run make docs`() throws {
        let process = Process()
        process.executableURL = SourceTree.root.appending(path: "docs/generate")
        process.arguments = ["--check", DocsTests.program]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }

    @Test func `every decision is numbered once, in order`() throws {
        let pages = try SourceTree.current().paths.filter {
            $0.hasPrefix("docs/decisions/") && $0.hasSuffix(".md")
        }
        let numbers = pages.compactMap { Int($0.dropFirst("docs/decisions/".count).prefix(4)) }
        #expect(numbers == Array(1...pages.count))
    }

    @Test func `every page that a page links to is there`() throws {
        let pages =
            try SourceTree.current().paths.filter { $0.hasSuffix(".md") } + ["README.md", "CONTRIBUTING.md"]
        for page in pages where SourceTree.exists(page) {
            let folder = page.split(separator: "/").dropLast().joined(separator: "/")
            for link in try SourceTree.file(page).text.matches(of: /\]\(([^)#:]+)(?:#[^)]*)?\)/) {
                let target = "\(folder.isEmpty ? "" : folder + "/")\(link.1)"
                #expect(SourceTree.exists(target), "\(page) links to \(link.1)")
            }
        }
    }
}
