import Foundation

/// Runs other programs.
enum ChildProcess {
    /// What a program took.
    struct Usage: Sendable {
        /// Wall time.
        var seconds: Double
        /// The most memory that was resident at a time, in bytes, mapped files included.
        var peakBytes: Double
        /// Standard output, where it was wanted.
        var output: String
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - environment: variables beside those of this process.
    ///   - codes: the exit codes that are no error.
    /// - Throws: `BenchmarkError` where it cannot be started, or ends otherwise; with what it said.
    @discardableResult
    static func run(
        _ command: [String], environment: [String: String] = [:], codes: Set<Int32> = [0]
    ) throws -> Usage {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let spoken = URL(filePath: NSTemporaryDirectory()).appending(path: "pilotage-bench-\(getpid())")
        defer { try? FileManager.default.removeItem(at: spoken) }
        _ = FileManager.default.createFile(atPath: spoken.path, contents: nil)
        let errors = try FileHandle(forWritingTo: spoken)
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        var (text, peak) = (Data(), 0.0)
        let took = try seconds {
            do { try process.run() } catch {
                throw BenchmarkError("\(command[0]) cannot be started: \(error)")
            }
            let watch = MemoryWatch(process.processIdentifier)
            // Its end is the end of its output; Foundation's own waiting looks only now and then.
            text = output.fileHandleForReading.readDataToEndOfFile()
            peak = watch.end()
        }
        process.waitUntilExit()
        guard process.terminationReason == .exit, codes.contains(process.terminationStatus) else {
            let said = (try? String(contentsOf: spoken, encoding: .utf8)) ?? ""
            throw BenchmarkError(
                "\(command.joined(separator: " ")) ended with \(process.terminationStatus): \(said.suffix(600))"
            )
        }
        return Usage(seconds: took, peakBytes: peak, output: String(decoding: text, as: UTF8.self))
    }
}

/// Watches the peak of a process's resident memory.
///
/// The kernel's own peak (`VmHWM`) is read again and again: `ru_maxrss` would count the parent before the child's start.
///
/// `@unchecked Sendable`: the state is guarded by the lock.
private final class MemoryWatch: @unchecked Sendable {
    private let lock = NSLock()
    private let ended = DispatchSemaphore(value: 0)
    private var isOver = false
    private var peak = 0.0

    init(_ process: Int32) {
        let thread = Thread { [self] in
            while !lock.withLock({ isOver }) {
                read(process)
                usleep(10_000)
            }
            ended.signal()
        }
        thread.start()
    }

    func end() -> Double {
        lock.withLock { isOver = true }
        ended.wait()
        return peak
    }

    private func read(_ process: Int32) {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
        else { return }
        lock.withLock { peak = max(peak, kilobytes * 1024) }
    }
}
