/// Which of the counts 1 to `count` a curve is drawn at: the last and at most 200 before it, evenly spread.
func curveCounts(upTo count: Int) -> [Int] {
    guard count > 0 else { return [] }
    return Array(stride(from: 1, to: count, by: max(1, (count + 199) / 200))) + [count]
}
