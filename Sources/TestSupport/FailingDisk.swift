internal import Glibc
package import PilotageAPI
internal import Synchronization

/// Files on a disk that fails at one step, counted over all files; steps are counted from 0.
package final class FailingDisk: Sendable {
    private let failing: Int?
    private let count = Mutex(0)

    /// A disk that fails at one step; never where that is nil.
    package init(at step: Int? = nil) { failing = step }

    /// Steps made so far.
    package var steps: Int { count.withLock { $0 } }

    /// Starts a file that goes to the disk every few bytes, so that a small file has many steps.
    package func open(_ path: String) throws -> AtomicFile {
        try AtomicFile(path: path, bufferSize: 40) { [self] _ in
            count.withLock { count in
                defer { count += 1 }
                return count == failing ? ENOSPC : nil
            }
        }
    }
}
