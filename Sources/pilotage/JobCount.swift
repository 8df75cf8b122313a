import Foundation
import PilotageAPI

/// How many threads a stage gets.
enum JobCount {
    /// What `--jobs` says, or the number of cores.
    ///
    /// - Throws: `PilotageError` for a number that no machine has.
    static func checked(_ jobs: Int?) throws -> Int {
        guard let jobs else { return ProcessInfo.processInfo.activeProcessorCount }
        guard (1...512).contains(jobs) else {
            throw PilotageError(.invalid, "--jobs is \(jobs), but must be 1 to 512")
        }
        return jobs
    }
}
