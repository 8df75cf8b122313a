import Testing

/// Who imports what, on the tree as it is and on trees with a planted fault.
struct ImportTests {
    let tree: SourceTree
    let package: PackageDescription

    init() throws {
        tree = try SourceTree()
        package = PackageDescription(try SourceTree.file("Package.swift").text)
    }

    @Test func `every import is declared in Package.swift`() {
        #expect(ImportRules.undeclared(tree.swift, package) == [])
    }

    @Test func `no plugin depends on another or on the engine`() {
        #expect(ImportRules.entangledPlugins(package) == [])
    }

    @Test func `only the catalog depends on plugins`() {
        #expect(ImportRules.pluginsOutsideCatalog(package) == [])
    }

    @Test func `C types stay with their owners`() {
        #expect(ImportRules.strayC(tree.swift) == [])
    }

    @Test func `the contracts stand on geodesy only`() {
        #expect(ImportRules.highFoundations(package) == [])
    }

    @Test func `no test reaches behind access control`() {
        #expect(ImportRules.testableImports(tree.swift) == [])
    }

    @Test func `the description of the package is understood`() {
        #expect(package.plugins.contains("DecodeFFmpeg"))
        #expect(package.plugins == Set(tree.plugins))
        #expect(package.dependencies["Manifests"]?.contains("Yams") == true)
        #expect(package.dependencies["PilotageAPI"] == ["Geodesy"])
        #expect(package.dependencies["GeodesyTests"] == ["Geodesy", "TestSupport"])
    }

    @Test func `an undeclared import is found`() {
        let file = SourceFile(path: "Plugins/MatchExact/Sources/A.swift", text: "public import Pipeline\n")
        #expect(ImportRules.undeclared([file], package).count == 1)
    }

    @Test func `a plugin that leans on another is found`() {
        let planted = PackageDescription(#"plugin("MatchExact", ["EmbedVLAD"]), plugin("EmbedVLAD")"#)
        #expect(ImportRules.entangledPlugins(planted).count == 1)
    }

    @Test func `an engine that knows a plugin is found`() {
        let planted = PackageDescription(
            #"plugin("MatchExact"), .target(name: "Pipeline", dependencies: ["MatchExact"])"#)
        #expect(ImportRules.pluginsOutsideCatalog(planted).count == 1)
    }

    @Test(arguments: [
        ("Sources/Galleries/A.swift", "import CFFmpeg"),
        ("Sources/Tensors/A.swift", "public import COpenBLAS"),
        ("Plugins/EmbedVLAD/Sources/A.swift", "internal import COpenBLAS"),
    ])
    func `a stray C import is found`(path: String, text: String) {
        #expect(ImportRules.strayC([SourceFile(path: path, text: text)]).count == 1)
    }

    @Test func `a testable import is found`() {
        let file = SourceFile(path: "Tests/GeodesyTests/A.swift", text: "@testable import Geodesy")
        #expect(ImportRules.testableImports([file]).count == 1)
    }

    @Test func `an import in a comment is none`() {
        let file = SourceFile(path: "Sources/Galleries/A.swift", text: "// import CFFmpeg")
        #expect(ImportRules.strayC([file]) == [])
    }
}
