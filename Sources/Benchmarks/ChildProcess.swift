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
        let spoken = "\(NSTemporaryDirectory())/pilotage-bench-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: spoken) }
        let output = Pipe()
        var (text, peak, status) = (Data(), 0.0, Int32(0))
        let took = try seconds {
            let child = try start(command, environment, output: output, errors: spoken)
            let watch = MemoryWatch(child)
            text = output.fileHandleForReading.readDataToEndOfFile()
            // Foundation's `Process` looks only now and then whether a program has ended.
            while waitpid(child, &status, 0) < 0 && errno == EINTR {}
            peak = watch.end()
        }
        guard status & 0x7F == 0, codes.contains(status >> 8 & 0xFF) else {
            let said = (try? String(contentsOfFile: spoken, encoding: .utf8)) ?? ""
            throw BenchmarkError(
                "\(command.joined(separator: " ")) ended with status \(status): \(said.suffix(600))")
        }
        return Usage(seconds: took, peakBytes: peak, output: String(decoding: text, as: UTF8.self))
    }

    private static func start(
        _ command: [String], _ environment: [String: String], output: Pipe, errors: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let writing = output.fileHandleForWriting
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, writing.fileDescriptor, 1)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addclose(&actions, output.fileHandleForReading.fileDescriptor)
        posix_spawn_file_actions_addclose(&actions, writing.fileDescriptor)
        let variables = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        var arguments = command.map { strdup($0) } + [nil]
        var settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + settings { free(text) } }
        var child = pid_t()
        let code = posix_spawnp(&child, command[0], &actions, nil, &arguments, &settings)
        try writing.close()
        guard code == 0 else {
            throw BenchmarkError("\(command[0]) cannot be started: \(String(cString: strerror(code)))")
        }
        return child
    }
}

/// Watches the peak of a process's resident memory.
///
/// The kernel's own peak (`VmHWM`) is read again and again: `ru_maxrss` would count the parent before the child's start.
///
/// `@unchecked Sendable`: the state is guarded by the lock.
private final class MemoryWatch: @unchecked Sendable {
    private let lock = NSLock()
    private let (stop, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    private var peak = 0.0

    init(_ process: Int32) {
        let thread = Thread { [self] in
            repeat { read(process) } while stop.wait(timeout: .now() + 0.01) == .timedOut
            ended.signal()
        }
        thread.start()
    }

    func end() -> Double {
        stop.signal()
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
