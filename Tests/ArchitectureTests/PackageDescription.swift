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
        for match in text.matches(of: /plugin\("(\w+)"(?:,\s*\[([^\]]*)\])?/) {
            plugins.insert(String(match.1))
            dependencies[String(match.1)] = modules(match.2).union(["PilotageAPI", "Geodesy"])
        }
        for match in text.matches(of: /tests\("(\w+)"(?:,\s*\[([^\]]*)\])?/) {
            let target = String(match.1)
            dependencies["\(target)Tests"] = modules(match.2).union([target, "TestSupport"])
        }
    }
}
