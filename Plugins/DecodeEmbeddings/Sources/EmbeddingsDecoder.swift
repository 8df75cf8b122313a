internal import Foundation
public import PilotageAPI
internal import Tensors

/// What a manifest can set for `decode.embeddings`.
public struct EmbeddingsDecoderOptions: PluginOptions {
    let intervalSeconds: Double

    /// Reads the options.
    public init(from reader: inout OptionReader) {
        intervalSeconds = reader.double(
            "interval_s", default: 1, in: 0.001...86_400, "seconds from one row of an item to the next")
    }
}

/// Rows of a NumPy matrix as the frames of an item, so that people bring descriptors from their own models.
public struct EmbeddingsDecoder: Decoder {
    /// `decode.embeddings`.
    public static let name = "decode.embeddings"
    /// For tables.
    public static let summary = "takes rows of a NumPy matrix as frames"
    /// What a manifest can set.
    public typealias Options = EmbeddingsDecoderOptions
    private let options: EmbeddingsDecoderOptions

    /// A decoder with some options.
    public init(_ options: EmbeddingsDecoderOptions) { self.options = options }

    /// Whether the name ends in `.npy` or the file begins as NumPy files do.
    public static func recognizes(_ source: MediaSource) -> Bool {
        if source.path.lowercased().hasSuffix(".npy") { return true }
        // Without waiting, so that a pipe nobody writes to cannot hold the run.
        let descriptor = open(source.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        defer { try? file.close() }
        return (try? file.read(upToCount: 6)) == Data([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59])
    }

    /// Opens a matrix: two dimensions, C order, `float16`, `float32` or `float64`.
    public func frames(of source: MediaSource, as format: FrameFormat, threads: Int) throws -> any FrameReader
    {
        let rows: NPYRows
        do {
            rows = try NPYRows(npyFile: source.path)
        } catch let error as TensorError where error.isFileFailure {
            throw PilotageError(.unreadable, "the file \(error)", place: [source.path])
        } catch {
            throw PilotageError(
                .unsupported, "not a matrix of embeddings", place: [source.path], cause: "\(error)",
                hint: "numpy.save('frames.npy', matrix.astype('float32')) writes one")
        }
        guard rows.columns > 0 else {
            throw PilotageError(.invalid, "its rows have no elements", place: [source.path])
        }
        if let stray = source.rows?.first(where: { !(0..<rows.rows).contains($0) }) {
            throw PilotageError(
                .invalid, "row \(stray) of a matrix of \(rows.rows) rows", place: [source.path],
                hint: "rows count from 0")
        }
        let count = source.rows?.count ?? rows.rows
        if let turns = source.turns, turns.count != count {
            throw PilotageError(
                .invalid, "\(turns.count) turns for \(count) frames", place: [source.path],
                hint: "write 0, 1 or null for every frame")
        }
        return EmbeddingsReader(rows, of: source, intervalSeconds: options.intervalSeconds)
    }
}

/// The rows of one item, one after the other.
private final class EmbeddingsReader: FrameReader {
    let provenance = Provenance()
    let durationSeconds: Double?
    private(set) var losses = DecodingLosses()
    private let rows: NPYRows
    private let source: MediaSource
    private var order: [Int]? { source.rows }
    private let intervalSeconds: Double
    private var index = 0

    init(_ rows: NPYRows, of source: MediaSource, intervalSeconds: Double) {
        self.rows = rows
        self.source = source
        self.intervalSeconds = intervalSeconds
        durationSeconds = Double(source.rows?.count ?? rows.rows) * intervalSeconds
    }

    /// A row that is not finite is a damaged frame.
    func next() throws -> Frame? {
        guard index < order?.count ?? rows.rows else { return nil }
        let row = order?[index] ?? index
        let vector: [Float]
        do {
            vector = try rows[row]
        } catch {
            let isFileFailure = (error as? TensorError)?.isFileFailure ?? false
            throw PilotageError(
                isFileFailure ? .unreadable : .damaged, "row \(row) cannot be read", cause: "\(error)")
        }
        let isFinite = vector.allSatisfy(\.isFinite)
        if !isFinite { losses.damagedPackets += 1 }
        defer { index += 1 }
        return Frame(
            index: index, timeSeconds: Double(index) * intervalSeconds,
            content: isFinite ? .vector(vector) : .damaged, turned: source.turns?[index])
    }
}
