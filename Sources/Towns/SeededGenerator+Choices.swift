internal import Tensors

extension SeededGenerator {
    /// A generator for one thing of many: what is drawn for it changes nothing about the others.
    init(seed: UInt64, _ purpose: Purpose, _ number: Int = 0) {
        let thing = UInt64(purpose.rawValue) << 40 | UInt64(number)
        self.init(seed: seed ^ (thing &* 0x9E37_79B9_7F4A_7C15))
    }

    /// What numbers are drawn for.
    enum Purpose: Int {
        case layout = 1, streets, blocks, styles, lots, greens, furniture, outskirts, drive
    }

    /// A number within bounds.
    mutating func number(_ lower: Double, _ upper: Double) -> Double { lower + (upper - lower) * uniform() }

    /// Yes, with some probability.
    mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

    /// One of some values; there is at least one.
    mutating func pick<Value>(_ values: [Value]) -> Value { values[index(below: values.count)] }
}
