/// The targets of Package.swift and what each may import, read as text.
struct PackageDescription {
    /// Modules by target.
    private(set) var dependencies: [String: Set<String>] = [:]
    /// The targets that are plugins.
    private(set) var plugins: Set<String> = []

    init(_ text: String) {
        var products: [String: String] = [:]
        for match in text.matches(of: /let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/) {
            products[String(match.1)] = String(match.2)
        }
        func modules(_ list: Substring?) -> Set<String> {
            let words = (list ?? "").matches(of: /"?\w+"?/).map { String($0.output) }
            return Set(
                words.map { $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : products[$0] ?? $0 })
        }
        for match in text.matches(
            of:
                /\.(?:executableTarget|target|testTarget)\(\s*name: "(\w+)"(?:,\s*dependencies: \[([^\]]*)\])?/
        ) {
            dependencies[String(match.1)] = modules(match.2)
        }
        let contracts: Set = ["PilotageAPI", "Geodesy"]
        for match in text.matches(
            of: /plugin\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?(?:,\s*tests: \[([^\]]*)\])?/)
        {
            let plugin = String(match.1)
            plugins.insert(plugin)
            dependencies[plugin] = modules(match.2).union(contracts)
            dependencies["\(plugin)Tests"] = modules(match.3).union(contracts).union([plugin, "TestSupport"])
        }
        dependencies["Catalog"] = plugins.union(["PilotageAPI"])
        for match in text.matches(of: /tests\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?/) {
            let target = String(match.1)
            dependencies["\(target)Tests"] = modules(match.2).union([target, "TestSupport"])
        }
    }
}
