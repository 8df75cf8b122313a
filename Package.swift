// swift-tools-version: 6.2
import PackageDescription

/// The vectorized kernels are written for AVX2 with FMA; the executable refuses older processors by name.
#if arch(x86_64)
    let vectorFlags: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-mavx2", "-Xcc", "-mfma"])]
#else
    let vectorFlags: [SwiftSetting] = []
#endif

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let swiftCSV = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")

/// The tests of a target, in the folder named after it.
func tests(
    _ target: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(target)Tests", dependencies: [.byName(name: target), "TestSupport"] + dependencies,
        exclude: exclude)
}

/// What every plugin may import.
let contracts: [Target.Dependency] = ["PilotageAPI", "Geodesy"]

/// A plugin, an ordinary library target whose sources lie in Plugins/NAME/Sources, and its tests.
func plugin(
    _ name: String, _ dependencies: [Target.Dependency] = [], tests others: [Target.Dependency] = [],
    settings: [SwiftSetting] = []
) -> (library: Target, tests: Target) {
    let library = Target.target(
        name: name, dependencies: contracts + dependencies, path: "Plugins/\(name)/Sources",
        swiftSettings: settings)
    return (library, tests(name, contracts + others))
}

/// Every plugin: what it imports beyond the contracts, and what its tests import beyond them.
let plugins = [
    plugin("DecodeFFmpeg", ["CFFmpeg", "CTurboJPEG", "PhotoMetadata"], settings: vectorFlags),
    plugin("DecodeEmbeddings", ["Tensors"], tests: ["Tensors"]),
    plugin("EmbedVLAD", ["Digests", "Tensors"], tests: ["DecodeFFmpeg", "Tensors"], settings: vectorFlags),
    plugin(
        "EmbedNeural", ["Neural", "Digests", "Tensors"], tests: ["Neural", "Tensors"], settings: vectorFlags),
    plugin("EmbedIdentity", ["Digests"]),
    plugin("MatchExact", ["Tensors"], tests: ["Tensors"], settings: vectorFlags),
    plugin("LocateNearest", tests: ["Tensors"]),
    plugin(
        "LocateRoute", ["Tensors"], tests: ["DecodeFFmpeg", "EmbedVLAD", "Tensors"], settings: vectorFlags),
    plugin("ReportCSV"),
    plugin("ReportGeoJSON"),
]

let package = Package(
    name: "pilotage",
    products: [.executable(name: "pilotage", targets: ["pilotage"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        // C libraries: a module map and a shim each, nothing else.
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(
            name: "CFFmpeg", pkgConfig: "libavformat libavcodec libswscale libavutil",
            providers: [.apt(["libavformat-dev", "libavcodec-dev", "libswscale-dev"])]),
        .systemLibrary(
            name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CGlibc"),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CDNNL", providers: [.apt(["libdnnl-dev"])]),
        .target(name: "CExiv2", linkerSettings: [.linkedLibrary("exiv2")]),
        .target(
            name: "COsmium",
            linkerSettings: ["z", "bz2", "expat", "lz4", "pthread"].map { .linkedLibrary($0) }),

        // Libraries, bottom to top.
        .target(name: "Geodesy"),
        .target(name: "PilotageAPI", dependencies: ["Geodesy"]),
        .target(name: "Tensors", dependencies: ["COpenBLAS"], swiftSettings: vectorFlags),
        .target(name: "Digests", dependencies: ["CCrypto"]),
        .target(
            name: "Neural", dependencies: ["CDNNL", "PilotageAPI", "Tensors", "Digests", "Workers"],
            swiftSettings: vectorFlags),
        .target(name: "Workers"),
        .target(name: "Tables", dependencies: ["PilotageAPI", "Geodesy", swiftCSV]),
        .target(name: "PhotoMetadata", dependencies: ["CExiv2", "PilotageAPI", "Geodesy"]),
        .target(
            name: "Galleries",
            dependencies: [
                "CGlibc", "PilotageAPI", "Geodesy", "Tensors", "Digests", "Tables", "Workers", "StreetMap",
                "Rendering", grdb,
            ]),
        .target(name: "StreetMap", dependencies: ["COsmium", "PilotageAPI", "Geodesy"]),
        .target(
            name: "Rendering",
            dependencies: ["CTurboJPEG", "StreetMap", "Tensors", "PilotageAPI", "Geodesy"],
            swiftSettings: vectorFlags),
        .target(name: "Towns", dependencies: ["Tensors", "Geodesy"]),
        .target(
            name: "Learning",
            dependencies: [
                "Neural", "Pictures", "Rendering", "StreetMap", "Towns", "Tensors", "Workers", "PilotageAPI",
                "Geodesy",
            ], swiftSettings: vectorFlags),
        .target(name: "Pictures", dependencies: ["CFFmpeg", "PilotageAPI"]),
        .target(name: "Panoramas", dependencies: ["PilotageAPI"]),
        .target(name: "Manifests", dependencies: ["PilotageAPI", "Geodesy", "Tables", yams]),
        .target(
            name: "Pipeline",
            dependencies: [
                "PilotageAPI", "Geodesy", "Manifests", "Panoramas", "Digests", "Workers", grdb,
            ]),
        .target(name: "Evaluation", dependencies: ["PilotageAPI", "Geodesy", "Tables", "Tensors"]),

        .target(name: "Catalog", dependencies: contracts + plugins.map { .byName(name: $0.library.name) }),

        // The program.
        .executableTarget(
            name: "pilotage",
            dependencies: [
                "Catalog", "Digests", "Evaluation", "Galleries", "Geodesy", "Manifests", "Pipeline",
                "PilotageAPI",
                "Tensors", "Workers", "StreetMap", "Rendering", "Pictures", "Learning", "Neural",
                argumentParser,
            ]),
        .executableTarget(
            name: "DemoWorld",
            dependencies: ["Towns", "StreetMap", "Rendering", "PilotageAPI", "Geodesy"],
            swiftSettings: vectorFlags),

        // Tests.
        .target(name: "TestSupport", dependencies: ["PilotageAPI", "Geodesy"]),
        tests("Geodesy"),
        tests("PilotageAPI", ["Geodesy"]),
        tests("Tensors"),
        tests("Digests"),
        tests("Neural", ["PilotageAPI", "Tensors", "Digests"]),
        tests(
            "Learning",
            ["Neural", "StreetMap", "Towns", "Rendering", "Tensors", "PilotageAPI", "Geodesy"]),
        tests("Workers"),
        tests("Tables", ["PilotageAPI"]),
        tests("PhotoMetadata", ["PilotageAPI", "Geodesy"]),
        tests(
            "Galleries",
            [
                "PilotageAPI", "Geodesy", "Tensors", "Digests", "EmbedIdentity", "DecodeEmbeddings",
                "MatchExact", "LocateNearest", "StreetMap", "Rendering", "Towns", "EmbedVLAD",
                "LocateRoute", "EmbedNeural", "Neural",
            ]),
        tests("Manifests", ["PilotageAPI", "Geodesy"]),
        tests("Pipeline", ["PilotageAPI", "Geodesy", "Manifests", "Digests", "DecodeFFmpeg"]),
        tests("Evaluation", ["PilotageAPI", "Geodesy"]),
        tests("StreetMap", ["PilotageAPI", "Geodesy"]),
        tests("Towns", ["StreetMap", "Geodesy"]),
        tests("Pictures", ["PilotageAPI", "DecodeFFmpeg"]),
        tests("Panoramas", ["PilotageAPI"]),
        tests("Rendering", ["StreetMap", "PilotageAPI", "Geodesy", "Tensors"], exclude: ["Golden"]),
        tests("Catalog", ["PilotageAPI", "Manifests"]),
        .testTarget(name: "GoldenTests", dependencies: ["TestSupport"], exclude: ["Cases"]),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

package.targets += plugins.flatMap { [$0.library, $0.tests] }

// The benchmarks lean on the libraries they are compared with, which no other build needs: see docs/benchmarks.md.
if Context.environment["PILOTAGE_BENCHMARKS"] != nil {
    package.targets += [
        .systemLibrary(name: "CVLFeat", providers: [.apt(["libvlfeat-dev"])]),
        .target(name: "CFAISS", linkerSettings: ["faiss", "openblas", "gomp"].map { .linkedLibrary($0) }),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "PilotageAPI", "Geodesy", "Tensors", "Workers", "Catalog", "StreetMap", "Rendering",
                "Galleries", "Learning", "Neural", "CFFmpeg",
                "CFAISS", "CVLFeat", argumentParser,
            ], exclude: ["Peers/neural_peer.py"], swiftSettings: vectorFlags),
    ]
}

let bareTargets: Set = ["CExiv2", "CFAISS", "COsmium"]
for target in package.targets
where [.regular, .executable, .test].contains(target.type) && !bareTargets.contains(target.name) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .treatAllWarnings(as: .error),
        ]
}
