/// The project's only source of random numbers: the same seed gives the same numbers on every machine, for ever.
///
/// xoshiro256** 1.0 (Blackman and Vigna, 2018), its state filled from the seed by SplitMix64.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// Every seed, 0 included, starts a sequence of its own.
    public init(seed: UInt64) {
        var mixer = seed
        func mixed() -> UInt64 {
            mixer &+= 0x9E37_79B9_7F4A_7C15
            var word = mixer
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
        state = (mixed(), mixed(), mixed(), mixed())
    }

    /// A generator that goes on where another one was; nil for states that no generator has.
    package init?(words: [UInt64]) {
        guard words.count == 4, words.contains(where: { $0 != 0 }) else { return nil }
        state = (words[0], words[1], words[2], words[3])
    }

    /// Where the sequence is: four words, never all 0.
    package var words: [UInt64] { [state.0, state.1, state.2, state.3] }

    /// 64 random bits.
    public mutating func next() -> UInt64 {
        let scrambled = state.1 &* 5
        let result = ((scrambled << 7) | (scrambled >> 57)) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 << 45) | (state.3 >> 19)
        return result
    }

    /// A number in [0, 1), from the upper 53 bits.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number in 0..<bound, all equally likely (Lemire, 2019).
    public mutating func index(below bound: Int) -> Int {
        precondition(bound > 0, "an index below \(bound)")
        let width = UInt64(bound)
        let threshold = (0 &- width) % width
        while true {
            let (high, low) = next().multipliedFullWidth(by: width)
            if low >= threshold { return Int(high) }
        }
    }

    /// A standard normal number, by Marsaglia's polar method; the second of each pair is not kept.
    public mutating func normal() -> Double {
        while true {
            let (x, y) = (2 * uniform() - 1, 2 * uniform() - 1)
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * logarithm(square) / square).squareRoot() }
        }
    }

    /// `count` different numbers of 0..<population, in random order: the start of a Fisher-Yates shuffle.
    ///
    /// All of them where `count` is not below `population`.
    public mutating func sample(_ count: Int, of population: Int) -> [Int] {
        var numbers = Array(0..<population)
        let wanted = min(count, population)
        for position in 0..<wanted {
            numbers.swapAt(position, position + index(below: population - position))
        }
        return Array(numbers[..<wanted])
    }
}
