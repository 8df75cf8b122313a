import Rendering
import Testing

/// Pictures through JPEG and back.
struct CompressionTests {
    /// A gradient with fine stripes.
    private static let samples = (0..<64 * 48 * 3).map { index -> UInt8 in
        let (column, row) = (index / 3 % 64, index / 3 / 64)
        return UInt8((column * 3 + row * 2 + (column % 2) * 40) % 256)
    }

    /// The mean difference that a round trip makes, in levels of 255.
    private static func loss(_ quality: Int32) throws -> Double {
        let codec = try #require(JPEGCodec())
        let back = try #require(codec.roundTrip(samples, width: 64, height: 48, quality: quality))
        #expect(back.count == samples.count)
        return Double(zip(back, samples).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) })
            / Double(samples.count)
    }

    @Test func `the lower the quality, the more is lost`() throws {
        let (low, high) = (try Self.loss(20), try Self.loss(95))
        #expect(low > 2 * high && high > 0 && high < 6)
    }

    @Test func `a codec can be used again for larger and smaller pictures`() throws {
        let codec = try #require(JPEGCodec())
        for (width, height) in [(8, 8), (64, 48), (1, 1), (17, 3)] {
            let back = codec.roundTrip(Self.samples, width: width, height: height, quality: 80)
            #expect(back?.count == width * height * 3)
        }
    }
}
