import Foundation
import TestSupport
import Testing

/// Whether examples/pipeline.mk does what docs/pipelines.md says, with a stand-in for the program.
struct PipelineExampleTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in [
            "harbour.yaml", "town.gallery/gallery.json", "videos/quay.mp4", "videos/a day/50%: #1.mp4",
        ] {
            try folder.write("", to: name)
        }
    }

    /// Makes everything by the very command of the page, with a program that notes its calls; running ends with a code,
    /// and reporting writes how often it ran.
    private func make(exitCode: Int = 0) throws -> ExternalTool.Output {
        let program = try folder.write(
            """
            #!/bin/sh
            echo "$@" >>calls
            if [ "$1" = report ]; then exec cp "$2/run.sqlite" "$6"; fi
            mkdir -p "$4" && grep -c ^run calls >"$4/run.sqlite"
            exit \(exitCode)
            """, to: "program")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let page = try SourceTree.file("docs/pipelines.md").text.split(separator: "\n")
        let command = try #require(page.first { $0.hasPrefix("    make -f ") })
        #expect(command.contains(" -C project "))
        let here = command.replacing(" -C project ", with: " -C '\(folder.url.path)' PILOTAGE=./program ")
        return try #require(ExternalTool("sh"))
            .run(["-c", "cd '\(SourceTree.root.path)' && \(here)"], in: folder)
    }

    private func calls() throws -> [Substring] { try folder.text("calls").split(separator: "\n") }

    /// Makes a file look as if it had been changed a minute from now.
    private func touch(_ name: String) throws {
        let later = Date(timeIntervalSinceNow: 60)
        try FileManager.default.setAttributes([.modificationDate: later], ofItemAtPath: folder.path(name))
    }

    @Test func `a manifest becomes a GeoJSON`() throws {
        #expect(try make().status == 0)
        #expect(
            try calls() == [
                "run harbour.yaml --output harbour.run",
                "report harbour.run --use report.geojson --path harbour.geojson",
            ])
        #expect(try folder.text("harbour.geojson") == "1\n")
    }

    @Test func `what is up to date is not made again`() throws {
        for _ in 0..<2 { #expect(try make().status == 0) }
        #expect(try calls().count == 2)
    }

    @Test(arguments: [
        "harbour.yaml", "town.gallery/gallery.json", "videos/quay.mp4", "videos/a day/50%: #1.mp4",
        "videos/a day",
    ])
    func `what is newer makes it anew`(file: String) throws {
        #expect(try make().status == 0)
        try touch(file)
        #expect(try make().status == 0)
        #expect(try folder.text("harbour.geojson") == "2\n")
    }

    @Test func `a run of an older gallery is begun anew`() throws {
        #expect(try make().status == 0)
        try touch("town.gallery/gallery.json")
        #expect(try make().status == 0)
        #expect(try calls().filter { $0.hasSuffix(" --fresh") }.count == 1)
    }

    @Test func `a folder without a manifest has nothing to be done`() throws {
        try FileManager.default.removeItem(atPath: folder.path("harbour.yaml"))
        let output = try make()
        #expect(output.status == 0)
        #expect(output.text.contains("Nothing to be done"))
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
