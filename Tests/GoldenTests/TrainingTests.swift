import Foundation
import TestSupport
import Testing

/// A training that is interrupted goes on by the same command, and ends as one that nobody disturbed.
@Suite(.serialized) struct TrainingTests {
    /// A table of drawn photos along the street of a session.
    private func photos(_ session: Session) throws {
        try session.run("echo file,lat,lon,heading_deg > photos.csv")
            .forEach { Issue.record("\($0)") }
        _ = try session.run(
            """
            for i in $(seq 0 19); do at=50,$(printf 8.%05d $((i*7))); pilotage render town.osm --at $at --heading 90 \
            --look footage --size 64x48 --output p$i.png; echo p$i.png,$at,90 >> photos.csv; done
            """)
    }

    @Test(arguments: [
        "--same-meters 6 --near-meters 7", "--map town.osm --held-out 0.05",
        "--from start.safetensors --near-meters 7",
    ])
    func `photos are learned to the same bytes, whatever interrupts`(options: String) throws {
        let session = try Session(programs: Executable.folder)
        let folder = session.folder
        try photos(session)
        let shape = "--size 32x16 --channels 4,8 --dimension 8 --depth 1"
        _ = try session.run(
            "pilotage train --photos photos.csv --output start.safetensors --steps 1 --validate 1 --pairs 8 \(shape)"
        )
        let command =
            "train --photos photos.csv \(options) \(shape) --steps 40 --validate 20 --checkpoint 1 --pairs 8 --progress none"
        #expect(
            try session.run("pilotage \(command) --output whole.safetensors").last?.hasPrefix("wrote") == true
        )

        let checkpoint = folder.path("cut.training")
        let shown = try session.run(
            """
            pilotage \(command) --output cut.safetensors & while kill -0 $! && ! [ -e cut.training ]; do sleep 0.01; done
            kill -INT $!; wait $!
            """)
        #expect(shown.contains("interrupted: the same command goes on from cut.training"))
        #expect(shown.last == "[exit 130]")
        #expect(FileManager.default.fileExists(atPath: checkpoint))
        #expect(!FileManager.default.fileExists(atPath: folder.path("cut.safetensors")))

        #expect(
            try session.run("pilotage \(command) --rate 0.1 --output cut.safetensors").first?.contains(
                "'plan' differs") == true)
        _ = try session.run("echo p0.png,50,8.0005,90 >> photos.csv")
        #expect(
            try session.run("pilotage \(command) --output cut.safetensors").contains {
                $0.contains("'learned_from' differs")
            })
        _ = try session.run("sed -i '$d' photos.csv")

        // A kill leaves the checkpoint of an earlier step than was reached.
        _ = try session.run(
            """
            touch -r cut.training then; pilotage \(command) --output cut.safetensors & \
            while kill -0 $! && ! [ cut.training -nt then ]; do sleep 0.01; done
            kill -KILL $!; wait $!
            """)
        #expect(
            try session.run("pilotage \(command) --output cut.safetensors --jobs 1").last?.hasPrefix("wrote")
                == true)
        let models = try ["whole", "cut"].map {
            try Data(contentsOf: URL(filePath: folder.path("\($0).safetensors")))
        }
        #expect(models[0] == models[1])
        #expect(!FileManager.default.fileExists(atPath: checkpoint))
    }
}
