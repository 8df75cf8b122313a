import Foundation
import TestSupport
import Testing

/// A batch that is killed at twenty moments ends with the same bytes as one that nobody disturbed.
@Suite(.serialized) struct RestartTests {
    private static let outputs = ["fixes.csv", "fixes.geojson", "failures.csv"]

    /// Kills runs of a manifest at moments spread over the time that an undisturbed one takes.
    private func check(_ folder: TemporaryFolder, manifest: String, exitCode: Int32) throws {
        let start = Date()
        #expect(
            try Executable.run("run", manifest, "--output", folder.path("whole"), "--jobs", "2") == exitCode)
        let duration = Date().timeIntervalSince(start)
        for moment in 1...20 {
            // Steps of the golden ratio: spread like random numbers, the same every time.
            let share = (Double(moment) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
            let jobs = "\(1 + moment % 4)"
            let output = folder.path("killed")
            try Executable.kill(after: share * duration, "run", manifest, "--output", output, "--jobs", jobs)
            if moment % 4 == 0 {
                #expect(try Executable.run("run", manifest, "--output", output, "--jobs", jobs) == exitCode)
                for name in Self.outputs {
                    #expect(
                        try Data(contentsOf: URL(filePath: folder.path("whole/\(name)")))
                            == Data(contentsOf: URL(filePath: output + "/\(name)")),
                        "\(name) after kill \(moment)")
                }
                let left = try FileManager.default.contentsOfDirectory(atPath: output).filter {
                    $0.hasPrefix(".")
                }
                #expect(left.isEmpty, "left behind: \(left)")
                try FileManager.default.removeItem(atPath: output)
            }
        }
    }

    @Test func `twenty kills of a batch of matrices change no byte`() throws {
        let session = try Session(programs: Executable.folder)
        var items = ""
        for number in 0..<400 {
            items += "  - { id: walk-\(number), path: walk.npy, rows: [\(number % 3), 2, 1, 0] }\n"
        }
        try session.folder.write(
            "pilotage: 1\nname: kills\ngallery: street.gallery\nitems:\n\(items)", to: "kills.yaml")
        #expect(
            try Executable.run(
                "gallery", "build", "--embeddings", session.folder.path("street.npy"), "--places",
                session.folder.path("places.csv"), "--output", session.folder.path("street.gallery")) == 0)
        try check(session.folder, manifest: session.folder.path("kills.yaml"), exitCode: 0)
    }

    @Test func `a gallery whose build is interrupted leaves nothing behind`() throws {
        let session = try Session(programs: Executable.folder)
        let folder = session.folder
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.path("."))
        let code = try Executable.interrupt(
            when: folder.path(".large.gallery.staging"), "gallery", "build", "--map", folder.path("town.osm"),
            "--spacing", "1", "--built-up", "none", "--jobs", "1", "--output", folder.path("large.gallery"))
        #expect(code == 130)
        let after = try FileManager.default.contentsOfDirectory(atPath: folder.path("."))
        #expect(Set(after) == Set(before))
    }

    @Test(.enabled(if: PackageFolder.hasSharedData, "needs the photos and odd files of ../shared/data"))
    func `twenty kills of a batch of photos and broken files change no byte`() throws {
        let folder = try TemporaryFolder()
        let data = PackageFolder.sharedData.path
        #expect(
            try Executable.run(
                "gallery", "build", "--photos", data + "/street-lund/reference", "--output",
                folder.path("lund.gallery")) == 0)
        try folder.write(
            """
            pilotage: 1
            name: kills
            gallery: lund.gallery
            items:
              - \(data)/street-lund/query
              - \(data)/odd-media

            """, to: "kills.yaml")
        try check(folder, manifest: folder.path("kills.yaml"), exitCode: 1)
    }
}
