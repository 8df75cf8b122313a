internal import Glibc

/// Blocks of bytes that pass from the output of one layer to that of a later one.
///
/// What is written next lies where something was read last: so a network that only goes forward stays in the processor's caches,
/// and needs no more memory than its greatest layers. A pool is used by one thread at a time.
final class BytePool {
    /// All of the same size; the one that came back last at the end.
    private var idle: [UnsafeMutableRawPointer] = []
    private var size = 64
    private var hasBlocks = false

    deinit { for bytes in idle { bytes.deallocate() } }

    /// Makes blocks as large as this at least; to be called before the first is taken.
    func reserve(_ size: Int) {
        precondition(size <= self.size || !hasBlocks, "blocks of \(self.size) bytes are made already")
        self.size = max(size, self.size)
    }

    /// A block, of the size reserved; what is in it is left over.
    func take() -> UnsafeMutableRawPointer {
        idle.popLast() ?? allocate()
    }

    /// Large blocks lie on large pages where the system has them, so that the processor looks up fewer addresses.
    private func allocate() -> UnsafeMutableRawPointer {
        hasBlocks = true
        let page = 1 << 21
        guard size >= page else { return .allocate(byteCount: size, alignment: 64) }
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: page)
        madvise(bytes, size, MADV_HUGEPAGE)
        return bytes
    }

    /// Takes a block back.
    func giveBack(_ bytes: UnsafeMutableRawPointer) { idle.append(bytes) }
}
