internal import CDNNL

/// A computation that oneDNN has prepared for certain layouts, to be run any number of times.
final class Operation {
    private let workshop: Workshop
    private let primitive: Handle
    /// What was prepared; backward operations want that of their forward one as a hint.
    let descriptor: Handle
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
        let attributes = try additions.attributes()
        func prepared() throws -> Handle {
            try Handle(
                "dnnl_primitive_desc_create", of: workshop.engine, destroy: dnnl_primitive_desc_destroy
            ) {
                dnnl_primitive_desc_create(
                    $0, description, attributes.pointer, workshop.engine.pointer, hint?.descriptor.pointer)
            }
        }
        let descriptor = try prepared()
        guard workshop.outputs != nil, workshop.threads > 1, Self.multipliesMatrices(descriptor) else {
            try self.init(workshop, prepared: descriptor)
            return
        }
        workshop.enter(alone: true)
        defer { workshop.enter() }
        try self.init(workshop, prepared: try prepared(), isAlone: true)
    }

    private static func multipliesMatrices(_ descriptor: Handle) -> Bool {
        var name: UnsafePointer<CChar>?
        let status = dnnl_primitive_desc_query(descriptor.pointer, dnnl_query_impl_info_str, 0, &name)
        guard status == dnnl_success, let name else { return true }
        return String(cString: name).contains("gemm")
    }

    /// Prepares the copy of a block of numbers into another order.
    convenience init(_ workshop: Workshop, from source: Layout, to target: Layout) throws {
        let attributes = try Additions().attributes()
        let engine = workshop.engine
        var (first, second) = (source.descriptor, target.descriptor)
        let descriptor = try Handle(
            "dnnl_reorder_primitive_desc_create", of: engine, destroy: dnnl_primitive_desc_destroy
        ) {
            dnnl_reorder_primitive_desc_create(
                $0, &first, engine.pointer, &second, engine.pointer, attributes.pointer)
        }
        try self.init(workshop, prepared: descriptor)
    }

    private init(_ workshop: Workshop, prepared: Handle, isAlone: Bool = false) throws {
        self.workshop = workshop
        self.isAlone = isAlone
        descriptor = prepared
        primitive = try Handle(
            "dnnl_primitive_create", of: workshop.engine, destroy: dnnl_primitive_destroy
        ) { dnnl_primitive_create($0, prepared.pointer) }
        scratch = try Memory(
            borrowing: workshop, Self.layout(prepared, dnnl_query_scratchpad_md))
        workshop.reserveScratch(scratch.layout.size)
    }

    /// The layout that oneDNN chose for an argument.
    func layout(_ argument: dnnl_query_t) throws -> Layout { try Self.layout(descriptor, argument) }

    private static func layout(_ descriptor: Handle, _ argument: dnnl_query_t) throws -> Layout {
        guard let found = dnnl_primitive_desc_query_md(descriptor.pointer, argument, 0) else {
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
            dnnl_primitive_execute(primitive.pointer, workshop.stream.pointer, Int32(all.count), all),
            "dnnl_primitive_execute")
        try check(dnnl_stream_wait(workshop.stream.pointer), "dnnl_stream_wait")
    }
}

/// What an operation does to its output before it writes it, in this order.
struct Additions {
    /// Adds the numbers that lie where the output goes, in this layout, which is then the output's.
    var sum: Layout?
    /// Rectifies.
    var rectifier: Rectifier?
}

extension Additions {
    /// oneDNN's attributes of an operation, with scratch memory that we give.
    fileprivate func attributes() throws -> Handle {
        let attributes = try Handle(
            "dnnl_primitive_attr_create", destroy: dnnl_primitive_attr_destroy
        ) { dnnl_primitive_attr_create($0) }
        try check(
            dnnl_primitive_attr_set_scratchpad_mode(attributes.pointer, dnnl_scratchpad_mode_user),
            "dnnl_primitive_attr_set_scratchpad_mode")
        guard rectifier != nil || sum != nil else { return attributes }
        let steps = try Handle("dnnl_post_ops_create", destroy: dnnl_post_ops_destroy) {
            dnnl_post_ops_create($0)
        }
        if sum != nil {
            try check(dnnl_post_ops_append_sum(steps.pointer, 1), "dnnl_post_ops_append_sum")
        }
        if let rectifier {
            try check(
                dnnl_post_ops_append_eltwise(steps.pointer, 1, rectifier.kind, 0, rectifier.bound),
                "dnnl_post_ops_append_eltwise")
        }
        try check(
            dnnl_primitive_attr_set_post_ops(attributes.pointer, steps.pointer),
            "dnnl_primitive_attr_set_post_ops")
        return attributes
    }
}
