import Foundation
import TestSupport

/// The built program, as users run it.
struct Executable {
    /// It lies beside the test bundle.
    static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path

    /// Runs it to its end and answers its exit code.
    @discardableResult
    static func run(_ arguments: String...) throws -> Int32 {
        let process = try start(arguments)
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Starts it and kills it without warning after some seconds, unless it ended before.
    static func kill(after seconds: Double, _ arguments: String...) throws {
        let process = try start(arguments)
        let end = Date(timeIntervalSinceNow: seconds)
        while process.isRunning, Date() < end { usleep(500) }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Starts it, interrupts it as soon as a file is there, and answers its exit code.
    static func interrupt(when path: String, _ arguments: String...) throws -> Int32 {
        let process = try start(arguments)
        while process.isRunning, !FileManager.default.fileExists(atPath: path) { usleep(500) }
        Foundation.kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static func start(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: folder + "/pilotage")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }
}
