public import PilotageAPI

/// What a manifest can set for `embed.vlad`. The descriptor grid fits pictures of about 320 x 240 pixels.
public struct VLADOptions: PluginOptions {
    /// Longer side of the pictures in pixels.
    public let longSide: Int
    /// Side of one of the 4 x 4 bins of a descriptor, in pixels.
    public let binSize: Int
    /// Distance from one descriptor to the next, in pixels.
    public let step: Int
    /// Number of vocabularies, each fitted from another random start.
    public let vocabularies: Int
    /// Visual words in each vocabulary.
    public let words: Int
    /// Most elements of an embedding; it has fewer than there are photos to fit on.
    public let dimensions: Int

    /// Reads every option.
    public init(from reader: inout OptionReader) {
        longSide = reader.int(
            "long_side", default: 320, in: 64...1024, "longer side in pixels to which pictures are reduced")
        binSize = reader.int("bin_px", default: 6, in: 2...32, "side of a descriptor's 4 x 4 bins in pixels")
        step = reader.int("step_px", default: 8, in: 2...64, "distance between descriptors in pixels")
        vocabularies = reader.int(
            "vocabularies", default: 8, in: 1...32, "vocabularies, each fitted from another random start")
        words = reader.int("words", default: 32, in: 4...256, "visual words in each vocabulary")
        dimensions = reader.int("dimensions", default: 512, in: 1...1024, "most elements of an embedding")
    }
}
