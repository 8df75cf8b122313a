import EmbedVLAD
import Geodesy
import PilotageAPI
import Tensors

/// Pictures made from seeds.
enum Pictures {
    /// A picture of soft random spots; the same seed gives the same picture, `shift` moves it by pixels to the right.
    static func spots(seed: UInt64, width: Int = 160, height: Int = 120, shift: Int = 0) -> Image {
        var random = SeededGenerator(seed: seed)
        let spots = (0..<60).map { _ in
            (
                x: random.uniform() * 260 - 50, y: random.uniform() * 140 - 10,
                size: 3 + random.uniform() * 12,
                light: random.uniform() * 200 - 100
            )
        }
        let samples = (0..<height).flatMap { y in
            (0..<width).map { x in
                var light = 128.0
                for spot in spots {
                    let (dx, dy) = (Double(x - shift) - spot.x, Double(y) - spot.y)
                    let nearness = 1 - (dx * dx + dy * dy) / (spot.size * spot.size)
                    if nearness > 0 { light += spot.light * nearness }
                }
                return UInt8(min(255, max(0, light)))
            }
        }
        return Image(width: width, height: height, channels: 1, samples: samples)
    }

    /// One value throughout.
    static func flat(_ value: UInt8, width: Int = 160, height: Int = 120) -> Image {
        Image(
            width: width, height: height, channels: 1,
            samples: [UInt8](repeating: value, count: width * height))
    }

    /// A frame that holds a picture.
    static func frame(_ image: Image, index: Int = 0) -> Frame {
        Frame(index: index, timeSeconds: Double(index), content: .image(image))
    }

    /// Views along a way: three places of the same scene each, a little apart.
    static func samples(_ count: Int) -> [FitSample] {
        (0..<count).map { index in
            let image = spots(seed: UInt64(index / 3 + 1), shift: 4 * (index % 3))
            let position = Coordinate(latitude: 50 + Double(index) * 1e-4, longitude: 10)
            return FitSample(
                frame: frame(image, index: index),
                place: Place(id: index, coordinate: position, headingDegrees: 90, source: "\(index)"))
        }
    }

    /// Options by key; a test that gives wrong ones fails.
    static func options(_ entries: [String: Int] = [:]) throws -> VLADEmbedder.Options {
        let all = entries.sorted { $0.key < $1.key }
            .map { OptionEntry(key: $0.key, value: OptionNode(.int($0.value))) }
        return try VLADEmbedder.Options(OptionNode(.object(all)), of: "embed.vlad")
    }
}
