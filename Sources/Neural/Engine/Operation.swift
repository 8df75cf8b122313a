internal import CDNNL

/// A computation that oneDNN has prepared for certain layouts, to be run any number of times.
final class Operation {
    private let workshop: Workshop
    private let primitive: OpaquePointer
    /// What was prepared; backward operations want that of their forward one as a hint.
    let descriptor: OpaquePointer
    private let scratch: Memory

    /// Whether it runs on one thread whatever the workshop's number.
    private let isAlone: Bool

    /// Prepares what an operation descriptor of oneDNN says.
    ///
    /// By products of matrices oneDNN splits sums among threads, so that their number changes the last bits. Where nobody goes
    /// backward such an operation runs on one thread.
    convenience init(
        _ workshop: Workshop, _ description: UnsafeRawPointer, _ additions: Additions = Additions(),
        hint: Operation? = nil
    ) throws {
        let attributes = try Attributes(workshop, additions)
        func prepared() throws -> OpaquePointer? {
            var descriptor: OpaquePointer?
            try check(
                dnnl_primitive_desc_create(
                    &descriptor, description, attributes.handle, workshop.engine, hint?.descriptor),
                "dnnl_primitive_desc_create")
            return descriptor
        }
        let descriptor = try prepared()
        guard workshop.outputs != nil, workshop.threads > 1, Self.multipliesMatrices(descriptor) else {
            try self.init(workshop, prepared: descriptor)
            return
        }
        dnnl_primitive_desc_destroy(descriptor)
        workshop.enter(alone: true)
        defer { workshop.enter() }
        try self.init(workshop, prepared: try prepared(), isAlone: true)
    }

    private static func multipliesMatrices(_ descriptor: OpaquePointer?) -> Bool {
        var name: UnsafePointer<CChar>?
        let status = dnnl_primitive_desc_query(descriptor, dnnl_query_impl_info_str, 0, &name)
        guard status == dnnl_success, let name else { return true }
        return String(cString: name).contains("gemm")
    }

    /// Prepares the copy of a block of numbers into another order.
    convenience init(_ workshop: Workshop, from source: Layout, to target: Layout) throws {
        let attributes = try Attributes(workshop, Additions())
        var (first, second) = (source.descriptor, target.descriptor)
        var descriptor: OpaquePointer?
        try check(
            dnnl_reorder_primitive_desc_create(
                &descriptor, &first, workshop.engine, &second, workshop.engine, attributes.handle),
            "dnnl_reorder_primitive_desc_create")
        try self.init(workshop, prepared: descriptor)
    }

    private init(_ workshop: Workshop, prepared: OpaquePointer?, isAlone: Bool = false) throws {
        guard let prepared else { throw libraryError("dnnl_primitive_desc_create", "nothing") }
        var primitive: OpaquePointer?
        try check(dnnl_primitive_create(&primitive, prepared), "dnnl_primitive_create")
        guard let primitive, let needed = dnnl_primitive_desc_query_md(prepared, dnnl_query_scratchpad_md, 0)
        else { throw libraryError("dnnl_primitive_create", "nothing") }
        self.workshop = workshop
        self.primitive = primitive
        self.isAlone = isAlone
        descriptor = prepared
        scratch = try Memory(borrowing: workshop, Layout(needed.pointee))
        workshop.reserveScratch(scratch.layout.size)
    }

    deinit {
        dnnl_primitive_destroy(primitive)
        dnnl_primitive_desc_destroy(descriptor)
    }

    /// The layout that oneDNN chose for an argument.
    func layout(_ argument: dnnl_query_t) throws -> Layout {
        guard let found = dnnl_primitive_desc_query_md(descriptor, argument, 0) else {
            throw libraryError("dnnl_primitive_desc_query_md", "nothing")
        }
        return Layout(found.pointee)
    }

    /// Runs it to its end.
    func run(_ arguments: [(Int32, Memory)]) throws {
        if isAlone { workshop.enter(alone: true) }
        defer { if isAlone { workshop.enter() } }
        try scratch.point(at: workshop.scratch)
        let all =
            arguments.map { dnnl_exec_arg_t(arg: $0.0, memory: $0.1.handle) }
            + [dnnl_exec_arg_t(arg: DNNL_ARG_SCRATCHPAD, memory: scratch.handle)]
        try check(
            dnnl_primitive_execute(primitive, workshop.stream, Int32(all.count), all),
            "dnnl_primitive_execute")
        try check(dnnl_stream_wait(workshop.stream), "dnnl_stream_wait")
    }
}

/// What an operation does to its output before it writes it, in this order.
struct Additions {
    /// Adds the numbers that lie where the output goes, in this layout, which is then the output's.
    var sum: Layout?
    /// Rectifies.
    var rectifier: Rectifier?
}

/// oneDNN's attributes of an operation, with scratch memory that we give.
private final class Attributes {
    let handle: OpaquePointer

    init(_ workshop: Workshop, _ additions: Additions) throws {
        var handle: OpaquePointer?
        try check(dnnl_primitive_attr_create(&handle), "dnnl_primitive_attr_create")
        guard let handle else { throw libraryError("dnnl_primitive_attr_create", "nothing") }
        self.handle = handle
        try check(
            dnnl_primitive_attr_set_scratchpad_mode(handle, dnnl_scratchpad_mode_user),
            "dnnl_primitive_attr_set_scratchpad_mode")
        guard additions.rectifier != nil || additions.sum != nil else { return }
        var steps: OpaquePointer?
        try check(dnnl_post_ops_create(&steps), "dnnl_post_ops_create")
        defer { dnnl_post_ops_destroy(steps) }
        if additions.sum != nil {
            try check(dnnl_post_ops_append_sum(steps, 1), "dnnl_post_ops_append_sum")
        }
        if let rectifier = additions.rectifier {
            try check(
                dnnl_post_ops_append_eltwise(steps, 1, rectifier.kind, 0, rectifier.bound),
                "dnnl_post_ops_append_eltwise")
        }
        try check(dnnl_primitive_attr_set_post_ops(handle, steps), "dnnl_primitive_attr_set_post_ops")
    }

    deinit { dnnl_primitive_attr_destroy(handle) }
}
