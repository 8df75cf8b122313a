import Testing

/// Sizes and names of files.
struct ShapeTests {
    static let mostLines = 500
    static let manyLines = 300

    @Test func `no Swift file is longer than 500 lines`() throws {
        let long = try SourceTree().swift.filter { !$0.path.hasSuffix("+Generated.swift") }
            .filter { $0.lines.count > ShapeTests.mostLines }
        #expect(long.map { "\($0.path) has \($0.lines.count) lines; split it" } == [])
    }

    @Test func `Swift files of more than 300 lines are pointed out`() throws {
        for file in try SourceTree().swift
        where (ShapeTests.manyLines + 1...ShapeTests.mostLines).contains(file.lines.count) {
            Issue.record("\(file.path) has \(file.lines.count) lines; look hard at it", severity: .warning)
        }
    }

    @Test func `no path has a space in it`() throws {
        #expect(try SourceTree().paths.filter { $0.contains(" ") } == [])
    }

    @Test func `every target has tests of its name`() throws {
        let tree = try SourceTree()
        let untested: Set = ["Catalog", "DemoWorld", "Benchmarks", "TestSupport", "pilotage"]
        let targets = Set(tree.swift.filter { !$0.path.hasPrefix("Tests/") }.compactMap(\.target))
        let missing = targets.subtracting(untested).filter { !SourceTree.exists("Tests/\($0)Tests") }
        #expect(missing.sorted() == [])
    }

    @Test func `every test folder mirrors a target`() throws {
        let tree = try SourceTree()
        let targets = Set(tree.swift.filter { !$0.path.hasPrefix("Tests/") }.compactMap(\.target))
        let folders = Set(tree.swift.filter { $0.path.hasPrefix("Tests/") }.compactMap(\.target))
        let free: Set = ["GoldenTests", "ArchitectureTests"]
        let stray = folders.subtracting(free).filter { !targets.contains(String($0.dropLast("Tests".count))) }
        #expect(stray.sorted() == [])
    }

    @Test(arguments: ["LICENSE", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ARCHITECTURE.md"])
    func `the project says what it must`(file: String) {
        #expect(SourceTree.exists(file))
    }

    @Test func `the license is Apache 2`() throws {
        #expect(try SourceTree.file("LICENSE").text.contains("Apache License\n"))
    }
}
