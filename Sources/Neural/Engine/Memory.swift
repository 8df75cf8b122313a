internal import CDNNL

/// A block of numbers that oneDNN reads and writes.
///
/// It owns its bytes, has some of a pool for a while, or is pointed at those of somebody else for the time of a call.
final class Memory {
    let layout: Layout
    let handle: OpaquePointer
    private var owned: UnsafeMutableRawPointer?
    private let pool: BytePool?

    /// Memory of its own, all zeros.
    convenience init(_ workshop: Workshop, _ layout: Layout) throws {
        let size = max(64, layout.size)
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
        bytes.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        do {
            try self.init(workshop, layout, owned: bytes)
        } catch {
            bytes.deallocate()
            throw error
        }
    }

    /// Memory that has to be pointed at bytes before it is used.
    convenience init(borrowing workshop: Workshop, _ layout: Layout) throws {
        try self.init(workshop, layout, owned: nil)
    }

    /// Memory for what a step gives: of its own where a backward pass may need it later, else of the workshop's pool.
    convenience init(outputOf workshop: Workshop, _ layout: Layout) throws {
        guard let pool = workshop.outputs else {
            try self.init(workshop, layout)
            return
        }
        pool.reserve(layout.size)
        try self.init(workshop, layout, owned: nil, pool: pool)
    }

    private init(
        _ workshop: Workshop, _ layout: Layout, owned: UnsafeMutableRawPointer?, pool: BytePool? = nil
    ) throws {
        var handle: OpaquePointer?
        var descriptor = layout.descriptor
        try check(
            dnnl_memory_create(&handle, &descriptor, workshop.engine.pointer, owned), "dnnl_memory_create")
        guard let handle else { throw libraryError("dnnl_memory_create", "nothing") }
        self.layout = layout
        self.handle = handle
        self.owned = owned
        self.pool = pool
    }

    deinit {
        dnnl_memory_destroy(handle)
        giveBack()
        owned?.deallocate()
    }

    /// Makes sure that it has bytes where these come of a pool.
    func take() throws {
        guard let pool, owned == nil else { return }
        let bytes = pool.take()
        owned = bytes
        try point(at: bytes)
    }

    /// Lets others use the bytes where they came of a pool; the numbers stay until somebody takes them.
    func giveBack() {
        guard let pool, let bytes = owned else { return }
        owned = nil
        pool.giveBack(bytes)
    }

    /// Uses somebody else's bytes from now on.
    func point(at bytes: UnsafeRawPointer) throws {
        try check(
            dnnl_memory_set_data_handle(handle, UnsafeMutableRawPointer(mutating: bytes)),
            "dnnl_memory_set_data_handle")
    }

    /// The numbers of memory of its own, in the order in which they lie.
    var floats: UnsafeMutableBufferPointer<Float> {
        guard let owned else { return UnsafeMutableBufferPointer(start: nil, count: 0) }
        let count = layout.size / MemoryLayout<Float>.stride
        return UnsafeMutableBufferPointer(start: owned.assumingMemoryBound(to: Float.self), count: count)
    }
}
