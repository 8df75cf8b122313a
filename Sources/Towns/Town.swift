/// A town that does not exist.
public struct Town: Sendable {}
