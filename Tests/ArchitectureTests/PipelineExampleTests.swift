import Foundation
import TestSupport
import Testing

/// Whether examples/pipeline.mk does what docs/pipelines.md says, with a stand-in for the program.
struct PipelineExampleTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["town.gallery", "videos"] {
            try FileManager.default.createDirectory(
                atPath: folder.path(name), withIntermediateDirectories: true)
        }
        for name in ["harbour.yaml", "town.gallery/gallery.json", "videos/quay.mp4"] {
            try folder.write("", to: name)
        }
    }

    /// Makes everything, with a program that notes its call and ends with a code.
    private func make(exitCode: Int = 0) throws -> ExternalTool.Output {
        let program = try folder.write(
            """
            #!/bin/sh
            echo "$@" >>calls
            mkdir -p "$4" && echo "$(wc -l <calls)" >"$4/fixes.geojson"
            exit \(exitCode)
            """, to: "program")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let example = SourceTree.root.appending(path: "examples/pipeline.mk").path
        return try #require(ExternalTool("make")).run(["-f", example, "PILOTAGE=./program"], in: folder)
    }

    private func calls() throws -> [Substring] { try folder.text("calls").split(separator: "\n") }

    /// Makes a file look as if it had been changed a minute from now.
    private func touch(_ name: String) throws {
        let later = Date(timeIntervalSinceNow: 60)
        try FileManager.default.setAttributes([.modificationDate: later], ofItemAtPath: folder.path(name))
    }

    @Test func `a manifest becomes a GeoJSON`() throws {
        #expect(try make().status == 0)
        #expect(try calls() == ["run harbour.yaml --output harbour.run"])
        #expect(try folder.text("harbour.geojson") == "1\n")
    }

    @Test func `what is up to date is not made again`() throws {
        for _ in 0..<2 { #expect(try make().status == 0) }
        #expect(try calls().count == 1)
    }

    @Test(arguments: ["harbour.yaml", "town.gallery/gallery.json", "videos/quay.mp4"])
    func `what is newer makes it anew`(file: String) throws {
        #expect(try make().status == 0)
        try touch(file)
        #expect(try make().status == 0)
        #expect(try folder.text("harbour.geojson") == "2\n")
    }

    @Test func `failed items do not keep the others from their GeoJSON`() throws {
        #expect(try make(exitCode: 1).status == 0)
        #expect(try folder.text("harbour.geojson") == "1\n")
    }

    @Test func `a run that could not begin leaves no GeoJSON`() throws {
        #expect(try make(exitCode: 2).status != 0)
        #expect(try folder.names().contains("harbour.geojson") == false)
    }
}
