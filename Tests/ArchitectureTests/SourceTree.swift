import Foundation

/// A file of the tree, by its path from the package's root.
struct SourceFile: Sendable, CustomStringConvertible {
    var path: String
    var text: String

    var description: String { path }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var components: [Substring] { path.split(separator: "/") }

    /// The text without what stands behind `//`, so that rules speak of code and not of comments.
    var code: String {
        lines.map { line in
            guard let slashes = line.range(of: "//"), !line[..<slashes.lowerBound].contains("\"") else {
                return String(line)
            }
            return String(line[..<slashes.lowerBound])
        }.joined(separator: "\n")
    }

    /// The target that the file belongs to, by its folder; nil for files of none.
    var target: String? {
        let parts = components
        guard parts.count > 2, ["Sources", "Plugins", "Tests"].contains(parts[0]) else { return nil }
        return String(parts[1])
    }

    /// The modules that the file imports, with the words before `import`.
    var imports: [(words: String, module: String)] {
        code.matches(
            of:
                /(?m)^[ \t]*((?:@\w+[ \t]+|public |package |internal |private )*)import (?:(?:struct|class|enum|protocol|func|var|let|typealias) )?(\w+)/
        )
        .map { (String($0.1), String($0.2)) }
    }
}

/// All files that belong to the project.
struct SourceTree: Sendable {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every path below the parts of the project that people write.
    let paths: [String]
    /// The Swift files.
    let swift: [SourceFile]

    init() throws {
        var paths: [String] = []
        for part in ["Sources", "Plugins", "Tests", "docs", "manifests", "packaging"] {
            let folder = SourceTree.root.appending(path: part).path
            for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
                paths.append("\(part)/\(path)")
            }
        }
        self.paths = paths.sorted()
        swift = try self.paths.filter { $0.hasSuffix(".swift") }.map { try SourceTree.file($0) }
    }

    static func file(_ path: String) throws -> SourceFile {
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        return SourceFile(path: path, text: text)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// The folders of the plugins.
    var plugins: [String] {
        Set(swift.filter { $0.path.hasPrefix("Plugins/") }.compactMap(\.target)).sorted()
    }
}
