/// A plugin as the tree has it.
struct PluginFolder: Sendable {
    /// The folder's name, such as `MatchExact`.
    let folder: String
    /// The plugin's name, such as `match.exact`, as its code states it.
    let name: String?
    /// The type that is the plugin.
    let type: String?

    static let roles = [
        "decode": "Decoder", "embed": "Embedder", "match": "Matcher", "locate": "Locator",
        "report": "Reporter",
    ]

    init(_ folder: String, in tree: SourceTree) {
        self.folder = folder
        let code = tree.swift.filter { $0.path.hasPrefix("Plugins/\(folder)/Sources/") }.map(\.code).joined(
            separator: "\n")
        name = code.firstMatch(of: /static (?:let|var) name(?:: String)? (?:= |\{ )"([^"]*)"/).map {
            String($0.1)
        }
        type = code.firstMatch(
            of: /(?:struct|class|actor)\s+(\w+)\s*:[^{]*\b(?:Decoder|Embedder|Matcher|Locator|Reporter)\b/
        ).map { String($0.1) }
    }

    /// The steps of docs/adding-a-plugin.md that were forgotten.
    func forgotten(catalog: String, package: PackageDescription, exists: (String) -> Bool) -> [String] {
        var steps: [String] = []
        func need(_ isDone: Bool, _ step: String) { if !isDone { steps.append("\(folder): \(step)") } }
        need(exists("Tests/\(folder)Tests"), "add the folder Tests/\(folder)Tests with its tests")
        need(exists("Plugins/\(folder)/README.md"), "write Plugins/\(folder)/README.md")
        need(package.plugins.contains(folder), "add plugin(\"\(folder)\") to the plugins in Package.swift")
        need(catalog.contains("import \(folder)\n"), "import \(folder) in Sources/Catalog/Catalog.swift")
        guard let name, let type else {
            need(
                false, "state its name, such as static let name = \"role.own\", in a type of one of the roles"
            )
            return steps
        }
        need(catalog.contains("\(type).self"), "list \(type).self in Sources/Catalog/Catalog.swift")
        need(exists("docs/plugins/\(name).md"), "run `make docs`, which writes docs/plugins/\(name).md")
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        need(
            parts.count == 2 && PluginFolder.roles[String(parts[0])] != nil
                && name.wholeMatch(of: /[a-z]+\.[a-z0-9]+/) != nil,
            "name it role.own, not \(name); the roles are \(PluginFolder.roles.keys.sorted().joined(separator: ", "))"
        )
        need(
            parts.joined() == folder.lowercased(),
            "name the folder after \(name): its parts joined, each with a capital")
        return steps
    }
}
