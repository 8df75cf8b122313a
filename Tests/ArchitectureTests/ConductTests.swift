import Testing

/// What code may not do where.
struct ConductTests {
    @Test(arguments: ConductRule.all)
    func `the rule is kept`(rule: ConductRule) throws {
        #expect(rule.breaches(try SourceTree().swift) == [])
    }

    @Test(arguments: ConductRule.all)
    func `a breach is found`(rule: ConductRule) {
        for word in rule.words {
            let file = SourceFile(path: "Sources/Galleries/Planted.swift", text: "let planted = \(word)\n")
            #expect(rule.breaches([file]).isEmpty == false, "\(word) went unseen")
        }
    }

    @Test(arguments: ["// print(1)", "blueprint(1)", "layer.print(1)", "/// exit(0)"])
    func `what only looks like a breach is left alone`(text: String) {
        let file = SourceFile(path: "Sources/Galleries/Planted.swift", text: text)
        #expect(ConductRule.all.flatMap { $0.breaches([file]) } == [])
    }

    @Test func `the engine names no plugin`() throws {
        let tree = try SourceTree()
        let names = tree.plugins.compactMap { PluginFolder($0, in: tree).name }
        let engine = tree.swift.filter {
            ["Pipeline", "Galleries", "PilotageAPI", "Workers"].contains($0.target)
        }
        let breaches = engine.flatMap { file in
            names.filter { file.code.contains("\"\($0)\"") }.map { "\(file.path) names \($0)" }
        }
        #expect(breaches == [])
    }
}
