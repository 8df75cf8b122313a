internal import Foundation
internal import PilotageAPI
internal import Tensors

/// The fitted model, and the files that it is kept in.
struct VLADModel {
    let features: LocalFeatures
    let projection: GlobalProjection

    /// What stands in `model.json`.
    struct Record: Codable, Equatable {
        /// Counts changes of the algorithm or of the files.
        var version = VLADModel.version
        var binSize: Int
        var step: Int
        var vocabularies: Int
        /// Pictures that the model was fitted to.
        var samples: Int
        /// How aggregates are whitened.
        var whitening: WhiteningChoice
        /// The mean of 1 over the rank of the first right candidate, for pictures held out of the fit.
        var rehearsedScore: Double

        enum CodingKeys: String, CodingKey {
            case version
            case binSize = "bin_px"
            case step = "step_px"
            case vocabularies, samples, whitening
            case rehearsedScore = "rehearsed_score"
        }
    }

    /// Counts changes of the algorithm or of the files.
    static let version = 1

    private enum Name {
        static let record = "model.json"
        static let localAxes = "local_axes.npy"
        static let localOffset = "local_offset.npy"
        static let words = "words.npy"
        static let axes = "axes.npy"
        static let offset = "offset.npy"
    }

    init(features: LocalFeatures, projection: GlobalProjection) {
        self.features = features
        self.projection = projection
    }

    /// The files of the model.
    func files(_ record: Record) throws -> ModelFiles {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return ModelFiles([
            Name.record: Array(try encoder.encode(record)) + [0x0A],
            Name.localAxes: features.projection.axes.npyBytes(),
            Name.localOffset: Matrix([features.projection.offset]).npyBytes(),
            Name.words: features.vocabularies.words.npyBytes(),
            Name.axes: projection.axes.npyBytes(),
            Name.offset: Matrix([projection.offset]).npyBytes(),
        ])
    }

    /// Reads a model; what is missing, damaged or does not fit is refused by file name.
    init(_ files: ModelFiles, options: VLADOptions) throws {
        let record = try Self.record(files)
        let descriptor = DenseDescriptors.dimension
        let size = LocalProjection.dimension
        let words = options.vocabularies * options.words
        guard record.version == Self.version else {
            throw Self.damaged(Name.record, "version is \(record.version), expected \(Self.version)")
        }
        guard record.binSize == options.binSize, record.step == options.step,
            record.vocabularies == options.vocabularies
        else { throw Self.damaged(Name.record, "made with other options than the gallery's") }
        let local = LocalProjection(
            axes: try Self.matrix(files, Name.localAxes, rows: size, columns: descriptor),
            offset: try Self.matrix(files, Name.localOffset, rows: 1, columns: size).values)
        features = LocalFeatures(
            binSize: options.binSize, step: options.step, projection: local,
            vocabularies: Vocabularies(
                count: options.vocabularies,
                words: try Self.matrix(files, Name.words, rows: words, columns: size)))
        let axes = try Self.matrix(files, Name.axes, rows: nil, columns: words * size)
        projection = GlobalProjection(
            axes: axes, offset: try Self.matrix(files, Name.offset, rows: 1, columns: axes.rows).values)
    }

    private static func record(_ files: ModelFiles) throws -> Record {
        guard let bytes = files.contents[Name.record] else { throw damaged(Name.record, "is missing") }
        do {
            return try JSONDecoder().decode(Record.self, from: Data(bytes))
        } catch {
            throw damaged(Name.record, "is no description of a model")
        }
    }

    private static func matrix(_ files: ModelFiles, _ name: String, rows: Int?, columns: Int) throws -> Matrix
    {
        guard let bytes = files.contents[name] else { throw damaged(name, "is missing") }
        let matrix: Matrix
        do {
            matrix = try Matrix(npy: bytes)
        } catch let error as TensorError {
            throw damaged(name, error.description)
        }
        guard matrix.rows > 0, matrix.rows == rows ?? matrix.rows, matrix.columns == columns else {
            let expected = "\(rows.map(String.init) ?? "any number of") x \(columns)"
            throw damaged(name, "holds \(matrix.rows) x \(matrix.columns) elements, expected \(expected)")
        }
        guard matrix.values.allSatisfy(\.isFinite) else {
            throw damaged(name, "holds values that are not finite")
        }
        return matrix
    }

    private static func damaged(_ name: String, _ message: String) -> PilotageError {
        PilotageError(.gallery, message, place: ["model/\(name)"])
    }
}
