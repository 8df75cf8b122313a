/// Who may import what. Every rule answers the sentences that say who breaks it and how to mend it.
enum ImportRules {
    /// The targets that see the types of a C library.
    static let owners: [String: Set<String>] = [
        "COpenBLAS": ["Tensors"], "CFFmpeg": ["DecodeFFmpeg", "Pictures"], "CCrypto": ["Digests"],
        "CExiv2": ["PhotoMetadata"], "CGlibc": ["Galleries"], "COsmium": ["StreetMap"],
        "CTurboJPEG": ["DecodeFFmpeg", "Rendering"], "CDNNL": ["Neural"], "CFAISS": ["Benchmarks"],
        "CVLFeat": ["Benchmarks"],
    ]

    /// What comes with Swift.
    static let platform: Set = [
        "Foundation", "Dispatch", "Glibc", "Synchronization", "Testing", "RegexBuilder",
    ]

    /// Nothing is imported that Package.swift does not allow.
    static func undeclared(_ files: [SourceFile], _ package: PackageDescription) -> [String] {
        files.flatMap { file -> [String] in
            guard let target = file.target, let allowed = package.dependencies[target] else { return [] }
            return file.imports.filter { !allowed.contains($0.module) && !platform.contains($0.module) }.map {
                "\(file.path) imports \($0.module), which the line of \(target) in Package.swift does not name"
            }
        }
    }

    /// A plugin knows neither another plugin nor the engine.
    static func entangledPlugins(_ package: PackageDescription) -> [String] {
        let engine: Set = ["Pipeline", "Manifests", "Catalog", "Galleries", "Evaluation", "pilotage"]
        return package.plugins.sorted().flatMap { plugin in
            (package.dependencies[plugin] ?? []).intersection(package.plugins.union(engine)).sorted().map {
                "the plugin \(plugin) may not depend on \($0); move what they share into a library"
            }
        }
    }

    /// Only the catalog knows the plugins.
    static func pluginsOutsideCatalog(_ package: PackageDescription) -> [String] {
        package.dependencies.sorted { $0.key < $1.key }.flatMap { target, modules -> [String] in
            guard target != "Catalog", !target.hasSuffix("Tests") else { return [] }
            return modules.intersection(package.plugins).sorted().map {
                "\(target) may not depend on the plugin \($0); only Catalog does"
            }
        }
    }

    /// C types stay with the target that owns them. The benchmarks write peers on the same libraries.
    static func strayC(_ files: [SourceFile]) -> [String] {
        files.flatMap { file -> [String] in
            file.imports.compactMap { words, module in
                guard let owners = owners[module] else { return nil }
                if let target = file.target, !owners.contains(target), target != "Benchmarks" {
                    return "\(file.path) imports \(module), which only "
                        + "\(owners.sorted().joined(separator: " and ")) may"
                }
                guard words.contains("public") || words.contains("package") else { return nil }
                return "\(file.path) imports \(module) for others to see; import it internally"
            }
        }
    }

    /// The lowest targets stand on nothing but what is written here.
    static func highFoundations(_ package: PackageDescription) -> [String] {
        let foundations: [String: Set<String>] = ["Geodesy": [], "PilotageAPI": ["Geodesy"], "Workers": []]
        return foundations.sorted { $0.key < $1.key }.flatMap { target, allowed in
            (package.dependencies[target] ?? []).subtracting(allowed).sorted().map {
                "\(target) may not depend on \($0)"
            }
        }
    }

    /// Tests use what a target shows, and nothing else.
    static func testableImports(_ files: [SourceFile]) -> [String] {
        files.filter { $0.imports.contains { $0.words.contains("@testable") } }.map {
            "\($0.path) uses @testable; give what it needs package access"
        }
    }
}
