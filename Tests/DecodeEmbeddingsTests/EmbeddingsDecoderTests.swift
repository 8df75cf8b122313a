import DecodeEmbeddings
import Foundation
import PilotageAPI
import TestSupport
import Testing

struct EmbeddingsDecoderTests {
    private let folder: TemporaryFolder
    private let format = FrameFormat(color: .gray, longSide: 32)

    init() throws { folder = try TemporaryFolder() }

    /// A matrix as NumPy writes it.
    private func write(_ bytes: [UInt8], _ type: String, _ rows: Int, _ columns: Int) throws -> String {
        let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
        let header = text + String(repeating: " ", count: 117 - text.count) + "\n"
        let path = folder.path("m.npy")
        try Data([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0] + Array(header.utf8) + bytes)
            .write(to: URL(filePath: path))
        return path
    }

    private func floats(_ values: [Float], _ columns: Int) throws -> String {
        try write(
            values.flatMap { withUnsafeBytes(of: $0) { Array($0) } }, "<f4", values.count / columns, columns)
    }

    private func frames(_ path: String, rows: [Int]? = nil, interval: Double? = nil) throws -> [Frame] {
        let node = interval.map {
            OptionNode(.object([OptionEntry(key: "interval_s", value: OptionNode(.double($0)))]))
        }
        let decoder = EmbeddingsDecoder(try EmbeddingsDecoderOptions(node, of: EmbeddingsDecoder.name))
        let reader = try decoder.frames(of: MediaSource(path: path, rows: rows), as: format, threads: 1)
        var frames: [Frame] = []
        while let frame = try reader.next() { frames.append(frame) }
        return frames
    }

    private func vectors(_ frames: [Frame]) -> [[Float]?] {
        frames.map { if case .vector(let vector) = $0.content { vector } else { nil } }
    }

    @Test func `rows are frames a second apart`() throws {
        let found = try frames(floats([1, 2, 3, 4, 5, 6], 2))
        #expect(vectors(found) == [[1, 2], [3, 4], [5, 6]])
        #expect(found.map(\.index) == [0, 1, 2])
        #expect(found.map(\.timeSeconds) == [0, 1, 2])
    }

    @Test func `the interval is an option`() throws {
        #expect(try frames(floats([1, 2, 3], 1), interval: 0.5).map(\.timeSeconds) == [0, 0.5, 1])
    }

    @Test func `chosen rows come in the order chosen`() throws {
        let found = try frames(floats([1, 2, 3, 4], 1), rows: [3, 0, 3])
        #expect(vectors(found) == [[4], [1], [4]])
        #expect(found.map(\.timeSeconds) == [0, 1, 2])
    }

    @Test func `turns go with the frames, one each`() throws {
        let matrix = try floats([1, 2, 3], 1)
        func frames(_ turns: [Bool?], rows: [Int]?) throws -> [Frame] {
            let decoder = EmbeddingsDecoder(try EmbeddingsDecoderOptions(nil, of: EmbeddingsDecoder.name))
            let source = MediaSource(path: matrix, rows: rows, turns: turns)
            let reader = try decoder.frames(of: source, as: format, threads: 1)
            return try (0..<(rows?.count ?? 3)).compactMap { _ in try reader.next() }
        }
        #expect(try frames([nil, true], rows: [2, 0]).map(\.turned) == [nil, true])
        #expect(try frames([nil, false, true], rows: nil).map(\.turned) == [nil, false, true])
        let error = #expect(throws: PilotageError.self) { try frames([nil, true], rows: nil) }
        #expect(error?.message == "2 turns for 3 frames")
    }

    @Test func `half and double precision are understood`() throws {
        // 1.5 and -2 as IEEE 754 binary16 and binary64.
        #expect(try vectors(frames(write([0x00, 0x3e, 0x00, 0xc0], "<f2", 1, 2))) == [[1.5, -2]])
        let doubles = [0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0x00, 0xc0] as [UInt8]
        #expect(try vectors(frames(write(doubles, "<f8", 1, 2))) == [[1.5, -2]])
    }

    @Test func `a row that is not finite is a damaged frame`() throws {
        let found = try frames(floats([1, .nan, .infinity, 4, 5, 6], 2))
        #expect(vectors(found) == [nil, nil, [5, 6]])
    }

    @Test(arguments: [-1, 2, Int.max])
    func `a row that is not there is refused`(row: Int) throws {
        let path = try floats([1, 2], 1)
        let error = #expect(throws: PilotageError.self) { try frames(path, rows: [0, row]) }
        #expect(error?.message == "row \(row) of a matrix of 2 rows")
    }

    @Test(arguments: ["<i4", ">f4", "|O"])
    func `other elements are refused`(type: String) throws {
        let path = try write([UInt8](repeating: 0, count: 8), type, 1, 2)
        #expect(throws: PilotageError.self) { try frames(path) }
    }

    @Test func `a truncated matrix is refused`() throws {
        let path = try floats([1, 2, 3, 4], 2)
        try Data(contentsOf: URL(filePath: path)).dropLast(3).write(to: URL(filePath: path))
        let error = #expect(throws: PilotageError.self) { try frames(path) }
        #expect(error?.message == "not a matrix of embeddings")
    }

    @Test func `matrices are recognized by name and by their first bytes`() throws {
        let path = try floats([1], 1)
        let other = folder.path("matrix.bin")
        try FileManager.default.copyItem(atPath: path, toPath: other)
        #expect(EmbeddingsDecoder.recognizes(MediaSource(path: "/nowhere/x.NPY")))
        #expect(EmbeddingsDecoder.recognizes(MediaSource(path: other)))
        #expect(!EmbeddingsDecoder.recognizes(MediaSource(path: try folder.write("no", to: "a.jpg"))))
        #expect(!EmbeddingsDecoder.recognizes(MediaSource(path: "/nowhere/x.mp4")))
    }

    @Test(.timeLimit(.minutes(1))) func `a pipe that nobody writes to holds nobody up`() {
        let path = folder.path("pipe.mp4")
        #expect(mkfifo(path, 0o600) == 0)
        #expect(!EmbeddingsDecoder.recognizes(MediaSource(path: path)))
    }
}
