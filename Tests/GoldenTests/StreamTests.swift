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
        let (status, said) = try hangUp(signalOption: "--default-signal=HUP", until: "interrupted")
        #expect(status == 130)
        #expect(said.contains("interrupted: ending; what is finished is kept"))
    }

    @Test func `a run that was started by nohup outlives its terminal`() throws {
        let (status, said) = try hangUp(signalOption: "--ignore-signal=HUP", until: nil)
        #expect(status == 1)
        #expect(!said.contains("interrupted") && said.contains("1 done, 1 failed"))
    }

    /// Sends SIGHUP to a run while it waits for an item that is a named pipe, which comes to nothing after that.
    ///
    /// - Parameter until: what the run must have said before the pipe is closed.
    private func hangUp(signalOption: String, until: String?) throws -> (status: Int32, said: String) {
        let session = try Session(programs: Executable.folder)
        _ = try session.run(
            "pilotage gallery build --embeddings street.npy --places places.csv --output street.gallery")
        let fifo = session.folder.path("slow.npy")
        #expect(mkfifo(fifo, 0o600) == 0)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [signalOption, Executable.folder + "/pilotage", "run", session.folder.path("walk.npy"), fifo]
            + ["--gallery", session.folder.path("street.gallery"), "--output", session.folder.path("out")]
            + ["--progress", "none", "--jobs", "1"]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var descriptor: Int32 = -1
        while descriptor < 0, process.isRunning {
            descriptor = open(fifo, O_WRONLY | O_NONBLOCK)
            usleep(1000)
        }
        kill(process.processIdentifier, SIGHUP)
        var said = ""
        while let until, !said.contains(until) {
            let data = errors.fileHandleForReading.availableData
            if data.isEmpty { break }
            said += String(decoding: data, as: UTF8.self)
        }
        close(descriptor)
        said += String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}
