package import Tensors

/// How the looks at a photo are made to differ from each other, so that a network learns the place and not the picture.
///
/// All numbers are the most that a look may differ by; what is 0 is left as it is.
public struct PhotoAugmentation: Sendable, Hashable, Codable {
    /// Degrees by which a look is turned to either side, [0, 180]: 180 for photos straight down, 0 for those along streets.
    public var rotationDegrees = 0.0
    /// By what share a look is magnified or shrunk, [0, 0.9]: 0.2 is from 1 / 1.2 to 1.2 times.
    public var zoomShare = 0.15
    /// By what share of its width and height a look is moved, [0, 0.9].
    public var shiftShare = 0.1
    /// How much is added to all samples, where 1 is half the way from black to white, [0, 1].
    public var brightness = 0.2
    /// By what share contrast is greater or less, [0, 0.9].
    public var contrastShare = 0.3
    /// By what share colors are stronger or weaker, [0, 1].
    public var saturationShare = 0.4
    /// By what share each of red, green and blue is greater or less, [0, 0.9].
    public var whiteBalanceShare = 0.1
    /// The weight that blur gives either neighbor of a pixel, across and down, [0, 1/3].
    public var blurWeight = 0.25
    /// The standard deviation of the noise of samples, where 1 is half the way from black to white, [0, 0.5].
    public var noise = 0.05
    /// The share of a look that a gray rectangle covers, [0, 0.5].
    public var erasedShare = 0.15
    /// How many of all looks have such a rectangle, [0, 1].
    public var erasedLooks = 0.3

    /// For photos along streets.
    public init() {}

    /// For photos straight down, taken with any side up.
    public static var straightDown: PhotoAugmentation {
        var augmentation = PhotoAugmentation()
        augmentation.rotationDegrees = 180
        augmentation.shiftShare = 0.15
        return augmentation
    }

    /// Looks that are the photo itself.
    package static var none: PhotoAugmentation {
        var none = PhotoAugmentation()
        (none.zoomShare, none.shiftShare, none.brightness, none.contrastShare) = (0, 0, 0, 0)
        (none.saturationShare, none.whiteBalanceShare, none.blurWeight, none.noise) = (0, 0, 0, 0)
        none.erasedLooks = 0
        return none
    }

    /// A number among the others, what it is called, and where it may lie.
    public struct Part {
        /// What it is called.
        public let name: String
        /// Which it is.
        public let value: WritableKeyPath<PhotoAugmentation, Double>
        /// From the least to the most that it may be.
        public let range: ClosedRange<Double>
    }

    /// Every number.
    public static var parts: [Part] {
        [
            Part(name: "rotationDegrees", value: \.rotationDegrees, range: 0...180),
            Part(name: "zoomShare", value: \.zoomShare, range: 0...0.9),
            Part(name: "shiftShare", value: \.shiftShare, range: 0...0.9),
            Part(name: "brightness", value: \.brightness, range: 0...1),
            Part(name: "contrastShare", value: \.contrastShare, range: 0...0.9),
            Part(name: "saturationShare", value: \.saturationShare, range: 0...1),
            Part(name: "whiteBalanceShare", value: \.whiteBalanceShare, range: 0...0.9),
            Part(name: "blurWeight", value: \.blurWeight, range: 0...1.0 / 3),
            Part(name: "noise", value: \.noise, range: 0...0.5),
            Part(name: "erasedShare", value: \.erasedShare, range: 0...0.5),
            Part(name: "erasedLooks", value: \.erasedLooks, range: 0...1),
        ]
    }

    /// What is out of its range, as one line for each; empty where all is well.
    public var faults: [String] {
        Self.parts.filter { !$0.range.contains(self[keyPath: $0.value]) }.map { part in
            "\(part.name) is \(self[keyPath: part.value]), not within \(part.range.lowerBound) and \(part.range.upperBound)"
        }
    }
}

/// One way in which a look differs, drawn from the ranges of an augmentation.
package struct PhotoLook: Sendable, Equatable {
    /// A part of a look, in shares of its width and height.
    package struct Rectangle: Sendable, Equatable {
        package var left: Double
        package var top: Double
        package var width: Double
        package var height: Double

        package init(left: Double, top: Double, width: Double, height: Double) {
            (self.left, self.top, self.width, self.height) = (left, top, width, height)
        }
    }

    /// Degrees clockwise.
    package var rotationDegrees = 0.0
    /// How large things are beside the photo itself.
    package var zoom = 1.0
    /// By which shares of width and height the middle of the look lies right of and below the photo's.
    package var shift = SIMD2(0.0, 0.0)
    package var brightness = 0.0
    package var contrast = 1.0
    package var saturation = 1.0
    package var balance = SIMD3(1.0, 1.0, 1.0)
    package var blurWeight = 0.0
    package var noise = 0.0
    package var erased: Rectangle?

    /// The photo as it is.
    package init() {}

    /// A look drawn from ranges.
    package init(_ ranges: PhotoAugmentation, _ generator: inout SeededGenerator) {
        /// A number from `-limit` to `limit`.
        func draw(_ limit: Double) -> Double { limit * (2 * generator.uniform() - 1) }
        /// A number from `1 / (1 + share)` to `1 + share`, either side of 1 as likely.
        func factor(_ share: Double) -> Double {
            let drawn = draw(share)
            return drawn < 0 ? 1 / (1 - drawn) : 1 + drawn
        }
        rotationDegrees = draw(ranges.rotationDegrees)
        zoom = factor(ranges.zoomShare)
        shift = SIMD2(draw(ranges.shiftShare), draw(ranges.shiftShare))
        brightness = draw(ranges.brightness)
        contrast = factor(ranges.contrastShare)
        saturation = 1 + draw(ranges.saturationShare)
        balance = SIMD3(
            factor(ranges.whiteBalanceShare), factor(ranges.whiteBalanceShare),
            factor(ranges.whiteBalanceShare))
        blurWeight = ranges.blurWeight * generator.uniform()
        noise = ranges.noise * generator.uniform()
        guard generator.uniform() < ranges.erasedLooks, ranges.erasedShare > 0 else { return }
        let share = ranges.erasedShare * generator.uniform()
        // Sides from half to twice as long as each other.
        let width = min(1, (share * (0.5 + 1.5 * generator.uniform())).squareRoot())
        let height = min(1, share / max(width, 1e-9))
        erased = Rectangle(
            left: (1 - width) * generator.uniform(), top: (1 - height) * generator.uniform(), width: width,
            height: height)
    }
}
