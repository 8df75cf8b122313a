/// Which truth belongs to which item.
///
/// By id; else by path, where one path is the tail of the other (`query/1.jpg` and `/data/query/1.jpg`, whole names
/// only) and no other item and no other truth comes into question.
public struct TruthJoin: Sendable {
    /// The truth of every item that has one, by the item's id.
    public private(set) var tracks: [String: TruthTrack] = [:]
    /// Items without a truth, in their order.
    public private(set) var itemsWithoutTruth: [String] = []
    /// Truths without an item, in the order of the file.
    public private(set) var truthsWithoutItem: [String] = []

    /// Joins items, which are unique, to truths, whose names are.
    public init(items: [String], truths: [TruthTrack]) {
        let known = Set(items)
        var rest: [TruthTrack] = []
        for truth in truths {
            if known.contains(truth.name) { tracks[truth.name] = truth } else { rest.append(truth) }
        }
        joinByTail(items.filter { tracks[$0] == nil }, rest)
        itemsWithoutTruth = items.filter { tracks[$0] == nil }
        let joined = Set(tracks.values.map(\.name))
        truthsWithoutItem = truths.map(\.name).filter { !joined.contains($0) }
    }

    private mutating func joinByTail(_ items: [String], _ truths: [TruthTrack]) {
        let truthParts = truths.map { parts($0.name) }
        let byName = Dictionary(grouping: truths.indices.filter { !truthParts[$0].isEmpty }) {
            truthParts[$0].last
        }
        var claims: [Int: [String]] = [:]
        for item in items {
            let itemParts = parts(item)
            let matches = (byName[itemParts.last] ?? []).filter { isTail(itemParts, truthParts[$0]) }
            // Two matches leave the item open, and its claims keep others from them.
            for match in matches { claims[match, default: []].append(item) }
        }
        let ambiguous = Set(
            Dictionary(grouping: claims.flatMap { $0.value }) { $0 }.filter { $0.value.count > 1 }.keys)
        for (truth, claimants) in claims where claimants.count == 1 && !ambiguous.contains(claimants[0]) {
            tracks[claimants[0]] = truths[truth]
        }
    }
}

/// The parts of a path without what stands for the folder itself or the one above it at its start.
private func parts(_ path: String) -> [Substring] {
    Array(path.split(separator: "/").filter { $0 != "." }.drop { $0 == ".." })
}

/// Whether the shorter path, which is not empty, ends the longer one.
private func isTail(_ one: [Substring], _ other: [Substring]) -> Bool {
    let count = min(one.count, other.count)
    return count > 0 && one.suffix(count) == other.suffix(count)
}
