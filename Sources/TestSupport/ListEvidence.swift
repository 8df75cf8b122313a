public import PilotageAPI

/// The evidence of an item, held in memory.
public struct ListEvidence: TrackEvidence {
    /// The item's id.
    public let item: String
    /// The rows of the gallery that may be answered; nil for all.
    public let rows: [Int]?
    /// Whether the times of frames are when they were taken.
    public let isTimed: Bool
    /// In time order.
    public let list: [FrameEvidence]

    /// The evidence of an item.
    public init(
        _ list: [FrameEvidence], item: String = "item", rows: [Int]? = nil, isTimed: Bool = false
    ) {
        self.item = item
        self.isTimed = isTimed
        self.rows = rows
        self.list = list
    }

    /// Number of frames.
    public var count: Int { list.count }

    /// The evidence of some frames, in order.
    public func frames(in range: Range<Int>) -> [FrameEvidence] { Array(list[range]) }
}
