import Foundation
import Neural

/// A network in PyTorch or ONNX Runtime, in a process of its own, which runs it once whenever it is asked.
final class NeuralPeer {
    /// What is done with the network.
    enum Task: String {
        /// A step of gradient descent by PyTorch, in the fastest of its modes.
        case training
        /// The outputs by ONNX Runtime.
        case inference
    }

    /// Who it is, with its version and mode.
    let name: String
    /// What came out of the first run: see `neural_peer.py`.
    private let first: [Float]
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Starts Python with the network and its input.
    init(
        _ task: Task, _ network: Network<Float>, _ pictures: Tensor<Float>, threads: Int, _ bench: Workbench
    ) throws {
        guard let python = bench.python else { throw BenchmarkError("it needs `make bench-peers`") }
        let stem = "\(bench.folder)/peer-\(task)-\(pictures.rows)-\(threads)"
        let paths = ["\(stem).safetensors", "\(stem).in", "\(stem).out"]
        defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
        try Model(towers: Towers(shared: network)).write(to: paths[0])
        try pictures.values.withUnsafeBytes { Data($0) }.write(to: URL(filePath: paths[1]))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "neural_peer.py")
        process.executableURL = URL(filePath: python)
        process.arguments =
            [script.path, task.rawValue, paths[0], paths[1]]
            + ["\(pictures.rows)", "\(threads)", paths[2]]
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["OMP_NUM_THREADS": "\(threads)", "OPENBLAS_NUM_THREADS": "1"]) { _, new in new }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        name = try Self.line(output)
        let bytes = try Data(contentsOf: URL(filePath: paths[2]))
        first = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Runs once; answers the seconds by its own watch, without the pipe between the processes.
    func seconds() throws -> Double {
        try input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        let line = try Self.line(output)
        guard let seconds = Double(line) else {
            throw BenchmarkError("\(name) answered '\(line)' where a time was expected")
        }
        return seconds
    }

    /// Refuses a comparison whose results differ by more than a share of the peer's.
    func checkAgreement(_ values: [Float], within share: Float) throws {
        let found = try distance(values[...], first[...])
        guard found <= share else {
            throw BenchmarkError("\(name) and we differ by \(found) of the length of the numbers")
        }
    }

    /// How far results of training are from what PyTorch computes in double precision, as shares of the length of that: ours, and
    /// the farther of PyTorch's own in single precision.
    func errors(of values: [Float], in range: Range<Int>) throws -> (ours: Float, peer: Float) {
        let count = first.count / 3
        let runs = (0..<3).map { first[$0 * count..<($0 + 1) * count] }
        let truth = part(range, of: runs[2])
        let peers = try runs[..<2].map { try distance(part(range, of: $0), truth) }
        return (try distance(values[range], truth), max(peers[0], peers[1]))
    }

    private func part(_ range: Range<Int>, of run: ArraySlice<Float>) -> ArraySlice<Float> {
        run.dropFirst(range.lowerBound).prefix(range.count)
    }

    /// The length of a difference, as a share of the length of the second.
    private func distance(_ values: ArraySlice<Float>, _ truth: ArraySlice<Float>) throws -> Float {
        guard values.count == truth.count else {
            throw BenchmarkError("\(name) gives \(truth.count) numbers, we \(values.count)")
        }
        var (difference, all) = (0.0, 0.0)
        for (value, wanted) in zip(values, truth) {
            difference += Double(value - wanted) * Double(value - wanted)
            all += Double(wanted) * Double(wanted)
        }
        return Float((difference / all).squareRoot())
    }

    private static func line(_ output: Pipe) throws -> String {
        var line = ""
        while !line.hasSuffix("\n") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw BenchmarkError("the peer's Python ended early") }
            line += String(decoding: piece, as: UTF8.self)
        }
        return String(line.dropLast())
    }
}
