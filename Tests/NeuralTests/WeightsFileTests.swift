import Digests
import Foundation
import Neural
import PilotageAPI
import Tensors
import TestSupport
import Testing

struct WeightsFileTests {
    let folder: TemporaryFolder
    let model: Model

    init() throws {
        folder = try TemporaryFolder()
        model = Model(
            towers: try TrainingFixture().state.towers,
            metadata: ["provenance": "towns 1 to 5,\nseed \"7\"", "ü": "é"])
    }

    private func written(_ model: Model, _ name: String = "model") throws -> Data {
        try model.write(to: folder.path(name))
        return try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
    }

    @Test(arguments: [true, false])
    func `a model is read as it was written`(isShared: Bool) throws {
        var model = model
        if isShared { model.towers = Towers(shared: model.towers.networks[0]) }
        let bytes = try written(model)
        let read = try Model(path: folder.path("model"))
        #expect(read.metadata == model.metadata)
        #expect(read.towers.areShared == isShared)
        for (one, other) in zip(read.towers.networks, model.towers.networks) {
            #expect(one.architecture == other.architecture)
            #expect(one.parameters == other.parameters)
            #expect(one.statistics == other.statistics)
        }
        #expect(try written(read, "again") == bytes)
    }

    @Test func `every kind of layer is read as it was written`() throws {
        for small in SmallNetwork.layers + SmallNetwork.networks {
            var generator = SeededGenerator(seed: 2)
            let network = try small.network(&generator).converted(to: Float.self)
            _ = try written(Model(towers: Towers(shared: network)))
            let read = try Model(path: folder.path("model")).towers[.map]
            #expect(read.architecture == small.architecture)
            #expect(read.parameters == network.parameters)
        }
    }

    @Test(.enabled(if: ExternalTool.isInstalled("python3"), "python3 is not there; `make setup` installs it"))
    func `an independent reader finds the same numbers`() throws {
        _ = try written(model)
        let script = """
            import hashlib, json, struct
            import numpy
            with open('model', 'rb') as file: content = file.read()
            length = struct.unpack('<Q', content[:8])[0]
            header = json.loads(content[8:8 + length])
            data = content[8 + length:]
            metadata = header.pop('__metadata__')
            digest = metadata['digest'].removeprefix('sha256:')
            assert digest == hashlib.sha256(content.replace(digest.encode(), b'0' * 64)).hexdigest()
            assert (8 + length) % 8 == 0
            layers = json.loads(metadata['architectures'])['photo']['layers']
            print(metadata['pilotage'], repr(metadata['provenance']), layers[0]['kind'], layers[0]['outputs'])
            for name in ['photo.0.weight', 'map.7.bias', 'map.1.variance']:
                entry = header[name]
                assert entry['dtype'] == 'F32'
                start, end = entry['data_offsets']
                array = numpy.frombuffer(data[start:end], '<f4').reshape(entry['shape'])
                print(name, array.shape, format(array.astype(numpy.float64).sum(), '.6f'))
            print(sum(end - start for start, end in (e['data_offsets'] for e in header.values())) == len(data))
            """
        let output = try #require(ExternalTool("python3")).run(["-c", script], in: folder)
        func sum(_ network: Int, _ name: String) -> String {
            let network = model.towers.networks[network]
            let entry = network.parameterEntries.first { $0.name == name }
            let values = entry.map { network.parameters[$0.range] } ?? []
            return String(format: "%.6f", values.reduce(0.0) { $0 + Double($1) })
        }
        #expect(
            output.text == """
                model-1 'towns 1 to 5,\\nseed "7"' convolution 8
                photo.0.weight (8, 2, 3, 3) \(sum(0, "0.weight"))
                map.7.bias (16,) \(sum(1, "7.bias"))
                map.1.variance (8,) 8.000000
                True

                """, "\(output.errors)")
    }

    @Test(.enabled(if: ExternalTool.isInstalled("python3"), "python3 is not there; `make setup` installs it"))
    func `a file of another writer is read`() throws {
        let script = """
            import json, struct
            header = json.dumps({'b': {'dtype': 'F32', 'shape': [2, 1], 'data_offsets': [4, 12]},
                '__metadata__': {'format': 'pt'}, 'a': {'dtype': 'F32', 'shape': [], 'data_offsets': [0, 4]},
                'none': {'dtype': 'F32', 'shape': [0, 3], 'data_offsets': [12, 12]}}).encode()
            with open('theirs', 'wb') as file:
                file.write(struct.pack('<Q', len(header)) + header + struct.pack('<3f', 1.5, -2, 3))
            """
        _ = try #require(ExternalTool("python3")).run(["-c", script], in: folder)
        let file = try Safetensors(path: folder.path("theirs"))
        #expect(file.metadata == ["format": "pt"])
        #expect(file.entries.map(\.name) == ["a", "b", "none"])
        #expect(file.entries.map(\.values) == [[1.5], [-2, 3], []])
    }

    private func file(_ header: String, numbers: [Float], length: UInt64? = nil) throws {
        var bytes = withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) { Data($0) }
        bytes += Data(header.utf8)
        numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
        try bytes.write(to: URL(fileURLWithPath: folder.path("bad")))
    }

    private static func entry(
        _ name: String = "a", _ type: String = "F32", _ shape: String = "[2]", _ offsets: String = "[0,8]"
    ) -> String { "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}" }

    @Test(arguments: [
        (entry("a", "F32", "[3]"), "gives 'a' a place that does not fit its shape [3]"),
        (entry("a", "F32", "[-2]"), "gives 'a' a shape that no array has"),
        (entry("a", "F32", "[4611686018427387904,4]"), "gives 'a' a shape that no array has"),
        (entry("a", "F32", "[1,1,1,1,1,1,1,1,2]"), "gives 'a' a shape that no array has"),
        (entry("a", "F32", "[2]", "[8,16]"), "has 'a' at byte 8 of its numbers, not at 0"),
        (entry("a", "F32", "[2]", "[8,0]"), "gives 'a' a place that does not fit its shape [2]"),
        (entry("a", "F32", "[2]", "[-8,0]"), "gives 'a' a place that does not fit its shape [2]"),
        (entry("a", "F32", "[2]", "[-9223372036854775808,9223372036854775807]"), "gives 'a' a place"),
        (entry("a", "F32", "[2]", "[0]"), "gives 'a' a place that does not fit its shape [2]"),
        (entry("a", "F32", "[1]", "[0,4]"), "has 8 bytes of numbers where its header says 4"),
        (entry() + "," + entry("b", "F32", "[1]", "[4,8]"), "has 'b' at byte 4 of its numbers, not at 8"),
        (entry("a", "F32", "[4]", "[0,16]"), "has 8 bytes of numbers where its header says 16"),
        ("\"a\":3", "has a header that is no JSON of safetensors"),
        ("\"a\":{}", "has a header that is no JSON of safetensors"),
        (entry() + "}", "has a header that is no JSON of safetensors"),
        ("\"__metadata__\":{\"a\":1}," + entry(), "has a header that is no JSON of safetensors"),
        (entry("a", "F32", "[99999999999999999999]"), "has a header that is no JSON of safetensors"),
    ])
    func `a header that lies is found out`(fields: String, words: String) throws {
        try file("{\(fields)}", numbers: [1, 2])
        let error = try #require(throws: PilotageError.self) { try Safetensors(path: folder.path("bad")) }
        #expect(error.kind == .damaged)
        #expect(error.message.hasPrefix(words), "\(error.message)")
        #expect(error.place == [folder.path("bad")])
        #expect(error.hint != nil)
    }

    @Test func `other types of number are refused with a remedy`() throws {
        try file("{\(Self.entry("a", "BF16", "[4]"))}", numbers: [1, 2])
        let error = try #require(throws: PilotageError.self) { try Safetensors(path: folder.path("bad")) }
        #expect(error.kind == .unsupported)
        #expect(error.message == "has 'a' of type BF16, and only F32 is read")
        #expect(error.hint == "convert the weights to float32")
    }

    @Test(arguments: [UInt64.max, 1 << 63, (1 << 20) + 1, 90, 0] as [UInt64])
    func `a length of the header that is none is found out`(length: UInt64) throws {
        try file("{\(Self.entry())}", numbers: [1, 2], length: length)
        #expect(throws: PilotageError.self) { try Safetensors(path: folder.path("bad")) }
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func `numbers that are none are refused`(number: Float) throws {
        try file("{\(Self.entry("weight"))}", numbers: [1, number])
        let error = try #require(throws: PilotageError.self) { try Safetensors(path: folder.path("bad")) }
        #expect(error.message == "has numbers in 'weight' that are infinite or none")
    }

    @Test func `a file cut off or altered anywhere is one error`() throws {
        let bytes = try written(model)
        let path = folder.path("bad")
        for length in [0, 7, 8, 9, 500, bytes.count / 2, bytes.count - 4, bytes.count - 1] {
            try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
            let error = try #require(throws: PilotageError.self) { try Model(path: path) }
            #expect(error.place.first == path)
        }
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<60 {
            var altered = bytes
            altered[generator.index(below: bytes.count)] ^= UInt8(1 << generator.index(below: 8))
            try altered.write(to: URL(fileURLWithPath: path))
            let error = try #require(throws: PilotageError.self) { try Model(path: path) }
            #expect(error.place.first == path, "\(error)")
        }
    }

    @Test func `what is no model is told apart`() throws {
        try Safetensors(entries: [.init(name: "a", shape: [1], values: [1])]).write(
            to: folder.path("foreign"))
        let foreign = try #require(throws: PilotageError.self) { try Model(path: folder.path("foreign")) }
        #expect(foreign.kind == .unsupported)
        #expect(foreign.message == "is no model-1 file: its key 'pilotage' says nothing")
        try TrainingFixture().state.write(to: folder.path("state"))
        let state = try #require(throws: PilotageError.self) { try Model(path: folder.path("state")) }
        #expect(state.message == "is no model-1 file: its key 'pilotage' says 'training-1'")
        let missing = try #require(throws: PilotageError.self) { try Model(path: folder.path("nowhere")) }
        #expect(missing.kind == .unreadable)
        #expect(throws: PilotageError.self) { try Model(path: folder.url.path) }
    }

    @Test func `arrays that do not fit the architecture are named`() throws {
        _ = try written(model)
        let file = try Safetensors(path: folder.path("model"))
        func message(_ change: (inout Safetensors) -> Void) throws -> String {
            var changed = file
            change(&changed)
            // The digest is made to fit, so that the arrays are looked at.
            changed.seal()
            try changed.write(to: folder.path("bad"))
            return try #require(throws: PilotageError.self) { try Model(path: folder.path("bad")) }.message
        }
        #expect(try message { $0.entries.removeFirst() } == "lacks 'photo.0.weight'")
        #expect(
            try message { $0.entries.append(.init(name: "more", shape: [1], values: [1])) }
                == "has 'more', which its architecture lacks")
        #expect(
            try message {
                $0.entries[1] = .init(name: "photo.1.scale", shape: [2, 4], values: $0.entries[1].values)
            } == "has 'photo.1.scale' of shape [2, 4] where [8] is needed")
        #expect(
            try message { $0.metadata["architectures"] = "{}" }
                == "has architectures that are no pair of towers")
        #expect(
            try message { $0.metadata["architectures"] = "[" }
                == "has a key 'architectures' that cannot be understood")
        #expect(try message { $0.metadata["architectures"] = nil } == "lacks the key 'architectures'")
        #expect(
            try message {
                let text = $0.metadata["architectures"] ?? ""
                $0.metadata["architectures"] = text.replacingOccurrences(
                    of: "\"inputs\":2", with: "\"inputs\":-2")
            }.hasPrefix("layer 0, a convolution, does not fit"))
    }
}
