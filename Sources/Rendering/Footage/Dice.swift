internal import StreetMap
internal import Tensors

/// Random numbers that belong to something, whatever else there is: the same seed and thing give the same numbers.
struct Dice {
    /// What the numbers are for, so that no two uses share theirs.
    enum Purpose: UInt64 {
        case town, height, corner, shift, roof, missing, treeStreet, trees, sidewalk, facade, surface,
            markings, parked
        case moving, people, weather, camera, shake, poseError
    }

    private var generator: SeededGenerator

    /// Numbers for a purpose.
    ///
    /// - Parameter words: what they belong to.
    init(_ seed: UInt64, _ purpose: Purpose, _ words: UInt64...) {
        var state = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15 &* purpose.rawValue)
        for word in words { state = Self.mixed(state ^ word &* 0xD6E8_FEB8_6659_FD93) }
        generator = SeededGenerator(seed: state)
    }

    /// Numbers that belong to an object.
    init(_ seed: UInt64, _ purpose: Purpose, _ object: MapObject) {
        self.init(seed, purpose, object.word)
    }

    private static func mixed(_ word: UInt64) -> UInt64 {
        let once = (word ^ word >> 32) &* 0xD6E8_FEB8_6659_FD93
        return once ^ once >> 29
    }

    /// A number, all of a range equally likely.
    mutating func draw(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * generator.uniform()
    }

    /// True with some probability.
    mutating func chance(_ probability: Double) -> Bool { generator.uniform() < probability }

    /// One of some, all equally likely.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[generator.index(below: elements.count)]
    }

    /// 32 random bits.
    mutating func bits() -> UInt32 { UInt32(truncatingIfNeeded: generator.next() >> 16) }
}

extension MapObject {
    /// Kind and number in one word.
    var word: UInt64 {
        let code: UInt64 =
            switch kind {
            case .node: 1
            case .way: 2
            case .relation: 3
            }
        return UInt64(bitPattern: number) &* 4 &+ code
    }
}
