internal import Foundation
internal import Synchronization

/// The stages whose time is measured.
public enum Stage: Int, CaseIterable, Sendable {
    /// Files to frames.
    case decode
    /// Frames to embeddings.
    case embed
    /// Embeddings to candidates.
    case match
    /// Candidates to fixes, and fixes into the store.
    case locate

    /// The name in progress lines and tables.
    public var name: String { "\(self)" }
}

/// How long each stage worked, summed over its threads.
public final class StageClock: Sendable {
    private let busyNanoseconds = Mutex<[UInt64]>(Array(repeating: 0, count: Stage.allCases.count))

    /// A clock at zero.
    public init() {}

    /// Runs `body` and adds its time to a stage.
    func measure<Result>(_ stage: Stage, _ body: () throws -> Result) rethrows -> Result {
        let start = DispatchTime.now().uptimeNanoseconds
        defer {
            let end = DispatchTime.now().uptimeNanoseconds
            busyNanoseconds.withLock { $0[stage.rawValue] += end - start }
        }
        return try body()
    }

    /// Seconds that a stage worked so far.
    public func busySeconds(_ stage: Stage) -> Double {
        busyNanoseconds.withLock { Double($0[stage.rawValue]) / 1e9 }
    }
}
