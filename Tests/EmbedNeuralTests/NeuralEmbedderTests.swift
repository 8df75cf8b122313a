import EmbedNeural
import Neural
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// A tiny model with random weights, and what it is given to see.
struct TinyModel {
    let folder: TemporaryFolder
    let model: PlaceModel

    /// - Parameter isShared: whether photos and maps have one network, which then takes photos alone.
    init(width: Int = 16, height: Int = 8, seed: UInt64 = 1) throws {
        folder = try TemporaryFolder()
        let input = ViewInput(width: width, height: height, fieldOfViewDegrees: 90)
        var generator = SeededGenerator(seed: seed)
        func network(_ side: Towers.Side) throws -> Network<Float> {
            let shape = input.shape(side)
            let inputs = 4 * (height / 2) * (width / 2)
            let layers: [Layer] = [
                .convolution(Convolution(inputs: shape[0], outputs: 4, stride: 2)), .rectifier, .flatten,
                .linear(Linear(inputs: inputs, outputs: 6)), .normalization,
            ]
            return try Network(Architecture(inputShape: shape, layers: layers), generator: &generator)
        }
        model = PlaceModel(towers: Towers(photo: try network(.photo), map: try network(.map)), input: input)
        try model.write(to: path)
    }

    var path: String { folder.path("tiny.safetensors") }

    /// Options as a manifest gives them.
    func options(views: Int, path: String? = nil) throws -> NeuralOptions {
        let node = OptionNode(
            .object([
                OptionEntry(key: "model", value: OptionNode(.string(path ?? self.path))),
                OptionEntry(key: "views", value: OptionNode(.int(views))),
            ]))
        return try NeuralOptions(node, of: NeuralEmbedder.name)
    }

    func embedder(views: Int) throws -> NeuralEmbedder {
        let options = try options(views: views)
        let model = try NeuralEmbedder.fit(options, to: [], seed: 1)
        return try NeuralEmbedder(options, model: model.files)
    }

    func picture(_ seed: UInt64) -> FrameContent {
        var generator = SeededGenerator(seed: seed)
        let samples = (0..<32 * 16 * 3).map { _ in UInt8(generator.index(below: 256)) }
        return .image(Image(width: 32, height: 16, channels: 3, samples: samples))
    }

    /// A view of all classes, or of some.
    func mapView(_ seed: UInt64, classes: [UInt8] = Array(0..<10)) -> FrameContent {
        var generator = SeededGenerator(seed: seed)
        let count = model.input.width * model.input.height
        let seen = (0..<count).map { _ in classes[generator.index(below: classes.count)] }
        let depths = (0..<count).map { _ in Float(generator.uniform()) }
        return .mapView(
            MapView(
                width: model.input.width, height: model.input.height, classes: seen, inverseDepths: depths))
    }

    var grayPicture: FrameContent {
        .image(
            Image(width: 32, height: 16, channels: 3, samples: [UInt8](repeating: 128, count: 32 * 16 * 3)))
    }
}

func frame(_ content: FrameContent, fieldOfViewDegrees: Double? = nil) -> Frame {
    Frame(index: 0, timeSeconds: 0, content: content, fieldOfViewDegrees: fieldOfViewDegrees)
}

func rig(_ views: (Double, FrameContent)...) -> Frame {
    frame(.rig(views.map { RigView(headingDegrees: $0.0, content: $0.1) }))
}

private func length(_ vector: some Sequence<Float>) -> Float {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

struct NeuralEmbedderTests {
    let tiny: TinyModel

    init() throws { tiny = try TinyModel() }

    private func vector(_ frame: Frame, views: Int) throws -> [Float] {
        Array(try tiny.embedder(views: views).embed([frame])[0])
    }

    @Test func `pictures go through the network of photos, and views of a map through that of maps`() throws {
        for (side, content) in [(Towers.Side.photo, tiny.picture(1)), (.map, tiny.mapView(1))] {
            let planes =
                switch content {
                case .image(let picture): tiny.model.input.planes(of: picture)
                case .mapView(let view): tiny.model.input.planes(of: view)
                default: [Float]()
                }
            let network = tiny.model.towers[side]
            let input = Tensor(shape: [1] + network.architecture.inputShape, values: planes)
            let expected = try NetworkRunner(network.architecture).forward(network, input).output.values
            let found = try vector(frame(content), views: 1)
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 } && found.count == 6)
        }
    }

    @Test func `the views of a rig stand in the order front, right, back and left`() throws {
        let single = try (1...4).map { try vector(frame(tiny.picture($0)), views: 1) }
        let whole = try vector(
            rig(
                (0, tiny.picture(1)), (90, tiny.picture(2)), (180, tiny.picture(3)), (270, tiny.picture(4))),
            views: 4)
        #expect(whole == single.flatMap { $0.map { $0 / 2 } })
    }

    @Test func `views that are not there are zeros, and the others share the length`() throws {
        let pair = try vector(rig((20, tiny.picture(1)), (155, tiny.picture(2))), views: 4)
        #expect(pair[6..<12].allSatisfy { $0 == 0 } && pair[18...].allSatisfy { $0 == 0 })
        #expect(abs(length(pair[..<6]) - Float(0.5).squareRoot()) < 1e-5)
        #expect(abs(length(pair) - 1) < 1e-5)
        let front = try vector(frame(tiny.picture(1)), views: 4)
        #expect(abs(length(front[..<6]) - 1) < 1e-5 && front[6...].allSatisfy { $0 == 0 })
        #expect(zip(front, pair[..<6]).allSatisfy { abs($0 * Float(0.5).squareRoot() - $1) < 1e-5 })
    }

    @Test func `headings a little left of the front are the front`() throws {
        #expect(
            try vector(rig((350, tiny.picture(1))), views: 4) == vector(frame(tiny.picture(1)), views: 4))
    }

    @Test func `embeddings of one view take the front of a rig`() throws {
        let whole = rig((0, tiny.mapView(1)), (90, tiny.mapView(2)), (180, tiny.mapView(3)))
        #expect(try vector(whole, views: 1) == vector(frame(tiny.mapView(1)), views: 1))
        #expect(try vector(rig((180, tiny.picture(3))), views: 1) == [Float](repeating: 0, count: 6))
    }

    @Test(arguments: [[45.0], [0, 10], [0, 90, 95], [225]])
    func `a rig that looks to other sides is one error`(headings: [Double]) throws {
        let content = tiny.picture(1)
        let frame = frame(.rig(headings.map { RigView(headingDegrees: $0, content: content) }))
        #expect {
            try tiny.embedder(views: 4).embed([frame])
        } throws: { error in
            let error = error as? PilotageError
            return error?.kind == .unsupported
                && error?.message.contains(shortest(headings[headings.count - 1])) == true
        }
    }

    @Test func `what shows nothing is zeros`() throws {
        let nothing = [Float](repeating: 0, count: 24)
        let open = tiny.mapView(1, classes: [0, 1])
        #expect(try vector(frame(tiny.grayPicture), views: 4) == nothing)
        #expect(try vector(frame(open), views: 4) == nothing)
        #expect(try vector(frame(tiny.mapView(1, classes: [4])), views: 4) == nothing)
        #expect(try vector(rig((0, open), (90, open)), views: 4) == nothing)
        #expect(try vector(rig((0, tiny.grayPicture)), views: 4) == nothing)
        #expect(try vector(frame(tiny.mapView(1, classes: [0, 1, 2])), views: 4) != nothing)
    }

    @Test func `a covered lens is no view, and an open side of a map is one`() throws {
        let covered = try vector(rig((0, tiny.picture(1)), (90, tiny.grayPicture)), views: 4)
        #expect(try covered == vector(frame(tiny.picture(1)), views: 4))
        let open = try vector(
            rig((0, tiny.mapView(1)), (90, tiny.mapView(2, classes: [0, 1]))), views: 4)
        #expect(abs(length(open[6..<12]) - Float(0.5).squareRoot()) < 1e-5)
    }

    @Test func `the angle of view of a camera is taken into account`() throws {
        let wide = try vector(frame(tiny.picture(1), fieldOfViewDegrees: 90), views: 1)
        #expect(try wide == vector(frame(tiny.picture(1)), views: 1))
        #expect(try wide != vector(frame(tiny.picture(1), fieldOfViewDegrees: 60), views: 1))
    }

    @Test func `a frame gives the same bits whatever stands beside it, on any thread`() async throws {
        let embedder = try tiny.embedder(views: 4)
        var frames = (0..<50).map { frame($0 % 3 == 0 ? tiny.mapView($0) : tiny.picture($0)) }
        frames.append(rig((0, tiny.picture(1)), (270, tiny.mapView(2))))
        let together = try embedder.embed(frames)
        let alone = try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
            for (index, frame) in frames.enumerated() {
                group.addTask { (index, Array(try embedder.embed([frame])[0])) }
            }
            return try await group.reduce(into: [Int: [Float]]()) { $0[$1.0] = $1.1 }
        }
        for index in frames.indices { #expect(alone[index] == Array(together[index])) }
    }

    @Test func `frames without a view are refused`() throws {
        #expect(throws: PilotageError.self) { try vector(frame(.vector([1])), views: 1) }
        #expect(throws: PilotageError.self) { try vector(rig((0, .vector([1]))), views: 1) }
        let foreign = MapView(width: 1, height: 1, classes: [4], inverseDepths: [1])
        #expect(try vector(frame(.mapView(foreign)), views: 1).allSatisfy { $0 == 0 })
        let other = MapView(width: 2, height: 1, classes: [4, 5], inverseDepths: [1, 1])
        #expect(throws: PilotageError.self) { try vector(frame(.mapView(other)), views: 1) }
    }
}
