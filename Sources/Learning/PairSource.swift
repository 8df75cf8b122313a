internal import Tensors

/// Gives the batches that a network learns from.
public protocol PairSource: AnyObject {
    /// A batch; the same number gives the same bits, whatever was asked for before, so that training can go on from anywhere.
    ///
    /// - Throws: `PilotageError` where there is nothing to learn from.
    func batch(_ number: Int) throws -> PairSamples
}

/// A number that belongs to several.
func mixed(_ words: UInt64...) -> UInt64 {
    words.reduce(0) { state, word in
        var generator = SeededGenerator(seed: state ^ word)
        return generator.next()
    }
}
