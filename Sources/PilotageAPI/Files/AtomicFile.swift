internal import Glibc
internal import Synchronization

/// A file that appears whole under its name, or not at all.
///
/// Bytes go to `.NAME.partial` beside the target. `seal()` brings them to the disk, `publish()` renames them over the
/// target. What an interrupted run left is taken away by the next one; a file that another run is writing is refused.
/// A target that is a symbolic link is replaced, not followed.
public final class AtomicFile: Sendable {
    /// A call to the operating system, in the order in which they come.
    package enum Step: Hashable, Sendable, CaseIterable {
        case open, write, sync, rename, syncDirectory
    }

    /// Asked before every step: an error number makes the step fail with it.
    package typealias Fault = @Sendable (Step) -> Int32?

    private struct State {
        var descriptor: Int32
        var buffer: [UInt8] = []
        var isSealed = false
    }

    /// The target.
    public let path: String
    private let location: FileLocation
    private let bufferSize: Int
    private let fault: Fault
    private let state: Mutex<State>

    /// Starts the file.
    ///
    /// - Throws: `PilotageError` of kind `unwritable`, as every call of this class does, with the path as its place.
    public convenience init(path: String) throws {
        try self.init(path: path, bufferSize: 1 << 16, fault: { _ in nil })
    }

    /// Starts the file; `fault` is for tests of what a failing disk does.
    package init(path: String, bufferSize: Int, fault: @escaping Fault) throws {
        self.path = path
        self.bufferSize = bufferSize
        self.fault = fault
        location = FileLocation(path)
        if let code = fault(.open) { throw location.error("open", code) }
        state = Mutex(State(descriptor: try location.claim()))
    }

    deinit { abandon() }

    /// Adds text as UTF-8.
    public func write(_ text: String) throws { try write(text.utf8) }

    /// Adds bytes.
    public func write(_ bytes: some Sequence<UInt8>) throws {
        try state.withLock { state in
            precondition(state.descriptor >= 0 && !state.isSealed, "\(path) is written after its end")
            state.buffer.append(contentsOf: bytes)
            if state.buffer.count >= bufferSize { try flush(&state) }
        }
    }

    /// Writes bytes over some of those that were added before, counted from the beginning of the file.
    ///
    /// For formats that say at their beginning how long they became.
    public func overwrite(at offset: Int, with bytes: [UInt8]) throws {
        try state.withLock { state in
            precondition(state.descriptor >= 0 && !state.isSealed, "\(path) is written after its end")
            try flush(&state)
            var start = 0
            while start < bytes.count {
                let rest = bytes[start...]
                start += try check(.write, "pwrite") {
                    rest.withUnsafeBytes {
                        pwrite(state.descriptor, $0.baseAddress, $0.count, off_t(offset + start))
                    }
                }
            }
        }
    }

    /// Brings all that was written to the disk; nothing can be added after it.
    public func seal() throws {
        try state.withLock { state in
            guard !state.isSealed else { return }
            try flush(&state)
            try check(.sync, "fsync") { fsync(state.descriptor) }
            state.isSealed = true
        }
    }

    /// Puts the file in its place, whatever stood there before; seals it first where that was not done.
    public func publish() throws {
        try seal()
        try state.withLock { state in
            try check(.rename, "rename") { Glibc.rename(location.partial, path) }
            Glibc.close(state.descriptor)
            state.descriptor = -1
        }
        try check(.syncDirectory, "fsync") { location.syncDirectory() }
    }

    /// Removes what was written; does nothing after `publish()`.
    public func abandon() {
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            unlink(location.partial)
            Glibc.close(state.descriptor)
            state.descriptor = -1
        }
    }

    private func flush(_ state: inout State) throws {
        var start = 0
        while start < state.buffer.count {
            let rest = state.buffer[start...]
            let count = try check(.write, "write") {
                rest.withUnsafeBytes { Glibc.write(state.descriptor, $0.baseAddress, $0.count) }
            }
            start += count
        }
        state.buffer.removeAll(keepingCapacity: true)
    }

    /// The result of a call that answers -1 where it fails; an interrupted one is made again.
    @discardableResult
    private func check<Result: SignedInteger>(
        _ step: Step, _ name: String, _ call: () -> Result
    ) throws -> Result {
        if let code = fault(step) { throw location.error(name, code) }
        while true {
            let result = call()
            if result >= 0 { return result }
            if errno != EINTR { throw location.error(name, errno) }
        }
    }
}
