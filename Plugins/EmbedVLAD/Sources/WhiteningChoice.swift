internal import Foundation

/// How aggregates are brought to fewer elements: what may differ from one gallery to the next.
package struct WhiteningChoice: Codable, Equatable, Sendable {
    /// What the remaining directions are divided by.
    package enum Kind: String, Codable, Sendable {
        /// Nothing: principal components as they are.
        case plain
        /// The fourth root of their variance.
        case half
        /// Their standard deviation, after a tenth of the mean variance is added.
        case full
        /// The spread between neighboring places: of the differences that do not matter.
        case neighbors
        /// The same, after more of the mean is added.
        case neighborsSmoothed
    }

    package var kind: Kind
    /// The share of the possible dimensions that is kept, (0, 1].
    package var share: Double

    /// What is tried. The first is taken unless another does better by more than chance.
    package static let all: [WhiteningChoice] = [1, 0.5].flatMap { share in
        [.neighbors, .neighborsSmoothed, .full, .half, .plain].map { WhiteningChoice(kind: $0, share: share) }
    }

    /// Dimensions kept for so many training pictures: one less than these at most, as their mean is subtracted.
    package func dimensions(samples: Int, limit: Int) -> Int {
        max(1, Int((share * Double(min(limit, samples - 1))).rounded()))
    }
}
