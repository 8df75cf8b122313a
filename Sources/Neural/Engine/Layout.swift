internal import CDNNL

/// The shape of a block of numbers and the order in which they lie.
struct Layout {
    /// oneDNN's description.
    var descriptor: dnnl_memory_desc_t

    init(_ descriptor: dnnl_memory_desc_t) { self.descriptor = descriptor }

    /// Row-major.
    static func plain(_ shape: [Int]) throws -> Layout { try Layout(shape, tag(shape.count)) }

    /// Pictures whose channels lie in blocks of sixteen; nil where they do not fill these.
    static func blocks(_ shape: [Int]) throws -> Layout? {
        shape[1].isMultiple(of: 16) ? try Layout(shape, dnnl_aBcd16b) : nil
    }

    /// In whichever order oneDNN computes fastest.
    static func any(_ shape: [Int]) throws -> Layout { try Layout(shape, dnnl_format_tag_any) }

    /// A batch of pictures, row-major; features are pictures of one pixel.
    static func pictures(_ batch: Int, _ shape: [Int]) throws -> Layout {
        try plain([batch] + dimensions(shape))
    }

    /// Channels, height and width, also of features.
    static func dimensions(_ shape: [Int]) -> [Int] { shape.count == 1 ? shape + [1, 1] : shape }

    private init(_ shape: [Int], _ tag: dnnl_format_tag_t) throws {
        descriptor = dnnl_memory_desc_t()
        let dimensions = shape.map { Int64($0) }
        try check(
            dnnl_memory_desc_init_by_tag(&descriptor, Int32(shape.count), dimensions, dnnl_f32, tag),
            "dnnl_memory_desc_init_by_tag")
    }

    private static func tag(_ count: Int) -> dnnl_format_tag_t {
        switch count {
        case 1: dnnl_a
        case 2: dnnl_ab
        case 4: dnnl_abcd
        default: dnnl_abcde
        }
    }

    /// Bytes that it takes.
    var size: Int {
        var copy = descriptor
        return dnnl_memory_desc_get_size(&copy)
    }

    static func == (one: Layout, other: Layout) -> Bool {
        var (first, second) = (one.descriptor, other.descriptor)
        return dnnl_memory_desc_equal(&first, &second) != 0
    }
}
