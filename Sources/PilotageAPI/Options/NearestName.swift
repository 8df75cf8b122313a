/// The name that a misspelt one most likely stands for: at most a third of its letters wrong, swapped or missing.
public func nearestName(to name: String, among names: [String]) -> String? {
    let distances = names.map {
        (name: $0, distance: editDistance(Array(name.lowercased()), Array($0.lowercased())))
    }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, name.count / 3) ? best.name : nil
}

/// Insertions, deletions, substitutions and swaps of neighbors that lead from one word to the other.
private func editDistance(_ one: [Character], _ other: [Character]) -> Int {
    var rows = [Array(0...other.count)]
    for i in 0..<one.count {
        var row = [i + 1]
        for j in 0..<other.count {
            var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (one[i] == other[j] ? 0 : 1))
            if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                least = min(least, rows[i - 1][j - 1] + 1)
            }
            row.append(least)
        }
        rows.append(row)
    }
    return rows[one.count][other.count]
}
