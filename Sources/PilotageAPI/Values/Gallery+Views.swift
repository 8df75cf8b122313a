/// Galleries whose embeddings hold several views, one after the other, and frames that show some of these.
extension Gallery {
    /// The key of what a locator learned of frames of several views.
    package static func calibrationKey(_ locator: String, views: Int) -> String {
        views == 1 ? locator : "\(locator)/\(views)"
    }

    /// The views that an embedding shows, ascending: those whose part is not zeros.
    package func viewsShown(by embedding: some RandomAccessCollection<Float>) -> [Int] {
        guard views > 1, embedding.count.isMultiple(of: views) else { return embedding.isEmpty ? [] : [0] }
        let width = embedding.count / views
        return (0..<views).filter { view in
            embedding.dropFirst(view * width).prefix(width).contains { $0 != 0 }
        }
    }

    /// The views that most of some embeddings show; of equally frequent ones the most views, all where none shows any.
    package func viewsShown(byMostOf embeddings: [[Float]]) -> [Int] {
        var counts: [[Int]: Int] = [:]
        for embedding in embeddings { counts[viewsShown(by: embedding), default: 0] += 1 }
        counts[[]] = nil
        let most = counts.max { ($0.value, $0.key.count, $1.key[0]) < ($1.value, $1.key.count, $0.key[0]) }
        return most?.key ?? Array(0..<views)
    }

    /// By what the similarity of a frame that shows so many views, and a place with all of them, is to be multiplied for a cosine
    /// of the shown views alone.
    package func similarityFactor(viewsShown count: Int) -> Float {
        count > 0 && count < views ? (Float(views) / Float(count)).squareRoot() : 1
    }

    /// The gallery as frames see it that show some views only: places have no others, and locators know what was learned of
    /// so many views, or of the next fewer.
    ///
    /// - Parameter shown: ascending. Embeddings are copied unless it is all of them.
    package func showing(_ shown: [Int]) -> Gallery {
        var chosen = calibration
        for locator in calibration.keys where !locator.contains("/") {
            let keys = (1...max(1, shown.count)).reversed().map { Self.calibrationKey(locator, views: $0) }
            if let key = keys.first(where: { calibration[$0] != nil }) { chosen[locator] = calibration[key] }
        }
        let isAll = shown.count == views
        return Gallery(
            name: name, places: places, embeddings: isAll ? embeddings : parts(shown), metric: metric,
            embedder: embedder, calibration: chosen, views: isAll ? views : shown.count)
    }

    private func parts(_ shown: [Int]) -> EmbeddingMatrix {
        let width = embeddings.dimension / views
        var rows = Embeddings(dimension: width * shown.count)
        var row = [Float](repeating: 0, count: embeddings.dimension)
        for block in embeddings.blocks {
            for index in 0..<block.count {
                row.withUnsafeMutableBufferPointer { row in
                    guard let row = row.baseAddress else { return }
                    block.copyRow(index, to: row)
                }
                rows.append(Self.parts(shown, of: row, width: width))
            }
        }
        return EmbeddingMatrix(rows)
    }

    /// Some views of an embedding, brought to length 1; zeros stay zeros.
    package static func parts(_ shown: [Int], of embedding: [Float], width: Int) -> [Float] {
        var part: [Float] = []
        part.reserveCapacity(shown.count * width)
        for view in shown { part += embedding[view * width..<(view + 1) * width] }
        let length = part.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return part }
        for index in part.indices { part[index] /= length }
        return part
    }
}
