import Testing

/// Whether every plugin is complete.
struct PluginTests {
    let tree: SourceTree
    let package: PackageDescription
    let catalog: String

    init() throws {
        tree = try SourceTree()
        package = PackageDescription(try SourceTree.file("Package.swift").text)
        catalog = try SourceTree.file("Sources/Catalog/Catalog.swift").code
    }

    @Test func `no step of adding a plugin was forgotten`() {
        let steps = tree.plugins.flatMap {
            PluginFolder($0, in: tree).forgotten(
                catalog: catalog, package: package, exists: SourceTree.exists)
        }
        #expect(steps == [])
    }

    @Test func `no plugin is named in Package-swift without a folder`() {
        #expect(package.plugins.subtracting(tree.plugins) == [])
    }

    @Test func `no page is left of a plugin that is gone`() {
        let names = Set(tree.plugins.compactMap { PluginFolder($0, in: tree).name })
        let pages = tree.paths.filter { $0.hasPrefix("docs/plugins/") && $0.hasSuffix(".md") }
            .map { String($0.dropFirst("docs/plugins/".count).dropLast(".md".count)) }
        #expect(Set(pages).subtracting(names) == [])
    }

    @Test(arguments: [
        ("Tests/MatchExactTests", "Tests/MatchExactTests"), ("Plugins/MatchExact/README.md", "README"),
        ("docs/plugins/match.exact.md", "make docs"),
    ])
    func `a missing file is named`(missing: String, mention: String) {
        let steps = PluginFolder("MatchExact", in: tree)
            .forgotten(catalog: catalog, package: package) { $0 != missing }
        #expect(steps.contains { $0.contains(mention) })
    }

    @Test func `a plugin that is not in the catalog is named`() {
        let steps = PluginFolder("MatchExact", in: tree).forgotten(catalog: "", package: package) { _ in true
        }
        #expect(steps.contains { $0.contains("import MatchExact") })
    }
}
