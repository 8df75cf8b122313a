import Foundation
import TestSupport
import Testing

/// What becomes of a run or a result when the other end goes away.
struct StreamTests {
    @Test func `a reader that went away ends the program quietly`() throws {
        let process = Process()
        process.executableURL = URL(filePath: Executable.folder + "/pilotage")
        process.arguments = ["schema"]
        let (output, errors) = (Pipe(), Pipe())
        try output.fileHandleForReading.close()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGPIPE)
        #expect(said.isEmpty)
    }

    @Test func `a terminal that is closed interrupts a run in good order`() throws {
        let (status, said) = try hangUp(signalOption: "--default-signal=HUP")
        #expect(status == 130)
        #expect(said.contains("interrupted: ending; what is finished is kept"))
    }

    @Test func `a run that was started by nohup outlives its terminal`() throws {
        let (status, said) = try hangUp(signalOption: "--ignore-signal=HUP")
        #expect(status == 0)
        #expect(!said.contains("interrupted") && said.contains("1 done, 0 failed"))
    }

    /// Sends SIGHUP to a run in the middle of a long item.
    private func hangUp(signalOption: String) throws -> (status: Int32, said: String) {
        let session = try Session(programs: Executable.folder)
        _ = try session.run(
            "pilotage gallery build --embeddings street.npy --places places.csv --output street.gallery")
        try session.matrix([[Float]](repeating: [0, 0.9, 0.1, 0], count: 40_000), "long.npy")
        let output = session.folder.path("out")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [signalOption, Executable.folder + "/pilotage", "run", session.folder.path("long.npy")]
            + ["--gallery", session.folder.path("street.gallery"), "--output", output]
            + ["--progress", "none", "--jobs", "1"]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        while !FileManager.default.fileExists(atPath: output + "/run.sqlite"), process.isRunning {
            usleep(1000)
        }
        kill(process.processIdentifier, SIGHUP)
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}
