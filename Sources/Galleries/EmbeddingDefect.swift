/// Why an embedding can be no place's.
enum EmbeddingDefect: String {
    /// It would be as like to one frame as to any other.
    case zero = "its embedding is all zeros"
    /// Its similarities would be no numbers.
    case infinite = "its embedding is not finite"

    /// Nil for an embedding that can be used.
    init?(_ embedding: [Float]) {
        if !embedding.allSatisfy(\.isFinite) {
            self = .infinite
        } else if embedding.allSatisfy({ $0 == 0 }) {
            self = .zero
        } else {
            return nil
        }
    }
}
