/// What a pixel of a rendered view shows.
public enum ViewClass: UInt8, Sendable, CaseIterable {
    /// Nothing before it.
    case sky
    /// Bare, or not known what covers it.
    case ground
    /// Asphalt.
    case road
    /// For people on foot.
    case path
    /// Walls and roofs.
    case building
    /// Grass, bushes and trees.
    case vegetation
    /// Seas, lakes and streams.
    case water
    /// Tracks.
    case rail
    /// Walls and fences that stand by themselves.
    case barrier
    /// Lamps, signs, benches.
    case furniture
}
