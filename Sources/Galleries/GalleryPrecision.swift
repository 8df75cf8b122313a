internal import Foundation
internal import Geodesy
internal import PilotageAPI
internal import Tensors

/// What storing embeddings in fewer bits costs: frames held against the gallery as it is stored, and as it was embedded.
public struct PrecisionLoss: Sendable, Equatable {
    /// Views of a frame.
    public var views: Int
    /// Frames that were looked for.
    public var queries: Int
    /// Frames whose most similar place is the same.
    public var agreeing: Int
    /// Frames whose most similar place of the stored gallery is right: within 25 m, or near to as near as any of its candidates.
    public var rightAsStored: Int
    /// The same with `float32`.
    public var rightAsEmbedded: Int

    init(views: Int, embedded: [CalibrationSample], stored: [CalibrationSample]) {
        func first(_ sample: CalibrationSample) -> Place? { sample.candidates.first?.place }
        func isRight(_ sample: CalibrationSample) -> Bool {
            let meters = sample.candidates.map { $0.place.coordinate.distance(to: sample.truth.coordinate) }
            guard let best = meters.first, let nearest = meters.min() else { return false }
            return best <= max(25, 1.5 * nearest)
        }
        self.views = views
        queries = embedded.count
        agreeing = zip(embedded, stored).count { first($0) == first($1) }
        rightAsStored = stored.count(where: isRight)
        rightAsEmbedded = embedded.count(where: isRight)
    }
}

extension EmbeddingPrecision {
    /// The type of elements in a file.
    var element: NPYHeader.Element {
        switch self {
        case .float32: .float32
        case .float16: .float16
        case .int8: .int8
        }
    }

    /// Refuses what cannot be stored like this.
    func check(_ metric: Metric) throws {
        guard self == .int8, metric != .cosine else { return }
        throw PilotageError(
            .invalid, "int8 keeps no lengths, which the metric \(metric.rawValue) needs",
            hint: "--precision float16 keeps them")
    }

    /// Rows as they are written: for `int8` with 127 for the greatest element of each.
    fileprivate func scaled(_ rows: [Float], dimension: Int) -> [Float] {
        guard self == .int8 else { return rows }
        var scaled = rows
        for start in stride(from: 0, to: rows.count, by: dimension) {
            let greatest = rows[start..<start + dimension].reduce(0) { max($0, abs($1)) }
            guard greatest > 0 else { continue }
            for index in start..<start + dimension { scaled[index] *= 127 / greatest }
        }
        return scaled
    }
}

extension GalleryTransaction {
    /// Writes a segment of `float32` again, as embeddings are to be stored.
    ///
    /// - Throws: `PilotageError` also where `float16` cannot hold an element.
    func round(_ segment: String, to precision: EmbeddingPrecision) throws {
        guard precision != .float32 else { return }
        let (path, rounded) = (path(segment), path("\(segment).rounded"))
        try steps.take("write \(rounded)") {
            let matrix = try MappedMatrix(npyFile: path)
            var writer = try NPYWriter(path: rounded, columns: matrix.columns, element: precision.element)
            for start in stride(from: 0, to: matrix.rows, by: 1024) {
                let end = min(start + 1024, matrix.rows)
                let rows = Array(matrix.values[start * matrix.columns..<end * matrix.columns])
                if precision == .float16, let large = rows.first(where: { !Float16($0).isFinite }) {
                    throw PilotageError(
                        .invalid, "an embedding has the element \(large), which float16 cannot hold",
                        hint: "--precision float32 can")
                }
                try writer.append(precision.scaled(rows, dimension: matrix.columns))
            }
            try writer.finish()
        }
        try steps.call("rename \(rounded)") { rename(rounded, path) }
    }
}

extension EmbeddingBlock {
    /// The first row with an element that is not finite.
    var firstRowOfNoNumbers: Int? {
        var row = [Float](repeating: 0, count: dimension)
        return (0..<count).first { number in
            row.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.map { copyRow(number, to: $0) }
            }
            return !row.allSatisfy(\.isFinite)
        }
    }
}
