internal import Synchronization

/// What is needed to make a picture and can be used again, by one thread at a time.
final class FootageWorkspace {
    private(set) var keys: UnsafeMutablePointer<UInt32>
    private(set) var numbers: UnsafeMutablePointer<UInt32>
    private(set) var colors: UnsafeMutablePointer<SIMD4<Float>>
    private(set) var spare: UnsafeMutablePointer<SIMD4<Float>>
    /// Red, green and blue, row by row.
    var bytes: [UInt8]
    let codec = JPEGCodec()
    /// How many pixels there is room for.
    let capacity: Int

    init(pixels: Int) {
        capacity = pixels
        keys = .allocate(capacity: pixels)
        numbers = .allocate(capacity: pixels)
        colors = .allocate(capacity: pixels)
        spare = .allocate(capacity: pixels)
        keys.initialize(repeating: 0, count: pixels)
        numbers.initialize(repeating: 0, count: pixels)
        colors.initialize(repeating: .zero, count: pixels)
        spare.initialize(repeating: .zero, count: pixels)
        bytes = [UInt8](repeating: 0, count: 3 * pixels)
    }

    deinit {
        keys.deallocate()
        numbers.deallocate()
        colors.deallocate()
        spare.deallocate()
    }

    /// Forgets what was painted on some pixels.
    func clear(pixels: Int) {
        keys.update(repeating: 0, count: pixels)
        numbers.update(repeating: 0, count: pixels)
    }
}

/// Workspaces that wait for whoever needs one.
final class WorkspacePool: Sendable {
    /// Larger ones are not kept: they are rare, and hold a lot of memory.
    private static let mostPixels = 1 << 21

    /// `@unchecked Sendable`: only touched under the lock.
    private struct Shelf: @unchecked Sendable {
        var workspaces: [FootageWorkspace] = []
    }
    private let shelf = Mutex(Shelf())

    /// Hands over a workspace that nobody else has.
    func withWorkspace<Result>(pixels: Int, _ body: (FootageWorkspace) -> Result) -> Result {
        let waiting = shelf.withLock { $0.workspaces.popLast() }
        let workspace =
            waiting.flatMap { $0.capacity >= pixels ? $0 : nil } ?? FootageWorkspace(pixels: pixels)
        defer {
            if workspace.capacity <= Self.mostPixels { shelf.withLock { $0.workspaces.append(workspace) } }
        }
        return body(workspace)
    }
}
