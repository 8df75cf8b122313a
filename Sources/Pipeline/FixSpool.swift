internal import Foundation
package import PilotageAPI

/// The fixes of one item on their way from the locator to the run store: in memory while they are few, then in a file.
///
/// So items are located side by side, and the store is only held for writing. Used by one thread at a time.
package final class FixSpool {
    private let file: UnnamedFile
    private let memoryLimit: Int
    /// Fixes that are not in the file yet.
    private var tail: [Fix] = []
    /// Where the pieces in the file end.
    private var ends: [Int] = []

    /// A spool for an item, with a file in `folder` where there are more than `memoryLimit` fixes.
    package init(item: String, folder: String, memoryLimit: Int = 256) {
        file = UnnamedFile(in: folder, holding: "the fixes of '\(item)'")
        self.memoryLimit = memoryLimit
    }

    /// Adds the next fix.
    ///
    /// - Throws: `PilotageError` of the kind `unwritable` where the disk takes no more.
    package func append(_ fix: Fix) throws {
        tail.append(fix)
        guard tail.count > memoryLimit else { return }
        // Doubles come back from Foundation's JSON with the same bits.
        try file.append(Array(try JSONEncoder().encode(tail)))
        ends.append(file.count)
        tail.removeAll(keepingCapacity: true)
    }

    /// Hands over every fix in the order in which they came.
    package func forEachFix(_ body: (Fix) throws -> Void) throws {
        var start = 0
        for end in ends {
            let piece = Data(try file.read(start..<end))
            for fix in try JSONDecoder().decode([Fix].self, from: piece) { try body(fix) }
            start = end
        }
        for fix in tail { try body(fix) }
    }
}
