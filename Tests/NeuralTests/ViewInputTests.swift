import Foundation
import Neural
import PilotageAPI
import Tensors
import TestSupport
import Testing

struct ViewInputTests {
    private let input = ViewInput(width: 12, height: 8)

    /// A picture whose samples tell their place.
    private func picture(_ width: Int, _ height: Int, _ sample: (Int, Int, Int) -> Int) -> Image {
        Image(
            width: width, height: height, channels: 3,
            samples: (0..<width * height * 3).map {
                UInt8(sample($0 / 3 % width, $0 / 3 / width, $0 % 3))
            })
    }

    private func close(_ one: [Float], _ other: [Float]) -> Bool {
        one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 }
    }

    @Test func `a picture of the views' size is taken as it is`() {
        let picture = picture(12, 8) { ($0 * 20 + $1 + $2 * 3) % 256 }
        let planes = input.planes(of: picture)
        for (index, value) in planes.enumerated() {
            let (channel, row, column) = (index / 96, index / 12 % 8, index % 12)
            let sample = Float(picture.samples[(row * 12 + column) * 3 + channel])
            #expect(abs(value - (sample / 127.5 - 1)) < 1e-5)
        }
    }

    @Test func `larger pictures are averaged`() {
        let doubled = picture(24, 16) { column, row, _ in
            column / 2 * 18 + row / 2 * 5 + column % 2 * 2
        }
        let mean = picture(12, 8) { column, row, _ in column * 18 + row * 5 + 1 }
        #expect(close(input.planes(of: doubled), input.planes(of: mean)))
        let thrice = picture(36, 24) { $1 / 3 * 10 + ($0 + $1) * 0 + $2 }
        #expect(close(input.planes(of: thrice), input.planes(of: picture(12, 8) { $1 * 10 + $2 })))
    }

    @Test func `gray pictures have three equal planes`() {
        let gray = Image(width: 12, height: 8, channels: 1, samples: (0..<96).map { UInt8($0) })
        let planes = input.planes(of: gray)
        #expect(planes[..<96] == planes[96..<192])
        #expect(planes[..<96] == planes[192...])
        #expect(planes[0] == -1)
    }

    @Test func `a narrow picture fills the middle, and gray stands around it`() {
        // A tangent of 1/2 against 1: half as many columns and rows of the view.
        let angle = 2 * atan(0.5) * 180 / Double.pi
        let planes = input.planes(of: picture(48, 32) { _, _, _ in 255 }, fieldOfViewDegrees: angle)
        for row in 0..<8 {
            for column in 0..<12 {
                let isInside = (3..<9).contains(column) && (2..<6).contains(row)
                #expect(abs(planes[row * 12 + column] - (isInside ? 1 : 0)) < 1e-5)
            }
        }
    }

    @Test func `of a wide picture the middle is seen`() {
        let angle = 2 * atan(2.0) * 180 / Double.pi
        let wide = picture(24, 16) { column, _, _ in (6..<18).contains(column) ? 255 : 0 }
        #expect(close(input.planes(of: wide, fieldOfViewDegrees: angle), [Float](repeating: 1, count: 288)))
    }

    @Test func `of a tall picture top and bottom are cut off`() {
        let tall = picture(12, 40) { _, row, _ in (16..<24).contains(row) ? 255 : 0 }
        #expect(close(input.planes(of: tall), [Float](repeating: 1, count: 288)))
    }

    @Test func `a view of a map is planes of classes and one of depth`() {
        var (classes, depths) = ([UInt8](repeating: 0, count: 96), [Float](repeating: 0, count: 96))
        (classes[13], depths[13]) = (4, 1 / 16)
        (classes[14], depths[14]) = (9, 4)
        let planes = input.planes(of: MapView(width: 12, height: 8, classes: classes, inverseDepths: depths))
        #expect(planes.count == 11 * 96)
        #expect(planes[4 * 96 + 13] == 1 && planes[13] == 0)
        #expect(planes[9 * 96 + 14] == 1 && planes[14] == 0)
        #expect(planes[..<96].reduce(0, +) == 94)
        #expect(abs(planes[10 * 96 + 13] - 0.5) < 1e-6)
        #expect(planes[10 * 96 + 14] == 0)
        #expect(abs(planes[10 * 96] - 1) < 1e-6)
    }

    @Test func `a mirror turns every row around`() {
        let planes = (0..<288).map { Float($0) }
        let mirrored = input.mirrored(planes)
        #expect(mirrored[0] == 11 && mirrored[11] == 0 && mirrored[12] == 23)
        #expect(input.mirrored(mirrored) == planes)
    }
}

struct PlaceModelTests {
    private func network(_ shape: [Int], isNormalized: Bool = true) throws -> Network<Float> {
        var generator = SeededGenerator(seed: 1)
        let inputs = shape.reduce(1, *)
        let layers: [Layer] = [.flatten, .linear(Linear(inputs: inputs, outputs: 4))]
        return try Network(
            Architecture(inputShape: shape, layers: layers + (isNormalized ? [.normalization] : [])),
            generator: &generator)
    }

    private let input = ViewInput(width: 12, height: 8)

    @Test func `a model is read as it was written`() throws {
        let folder = try TemporaryFolder()
        let towers = Towers(photo: try network([3, 8, 12]), map: try network([11, 8, 12]))
        let model = PlaceModel(towers: towers, input: input, metadata: ["steps": "7"])
        try model.write(to: folder.path("model"))
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.path("model"))))
        #expect(try model.model().bytes() == bytes)
        for read in [try PlaceModel(path: folder.path("model")), try PlaceModel(bytes: bytes, name: "m")] {
            #expect(read.input == input)
            #expect(read.metadata == ["steps": "7"])
            #expect(read.dimension == 4)
            #expect(read.towers[.map].parameters == towers[.map].parameters)
        }
    }

    @Test func `towers that do not take the views are refused`() throws {
        let right = (photo: try network([3, 8, 12]), map: try network([11, 8, 12]))
        let wrong = [
            (Towers(photo: try network([3, 8, 11]), map: right.map), input),
            (Towers(photo: right.photo, map: try network([3, 8, 12])), input),
            (Towers(photo: right.photo, map: try network([11, 8, 12], isNormalized: false)), input),
            (Towers(photo: right.photo, map: right.map), ViewInput(width: 12, height: 0)),
            (
                Towers(photo: right.photo, map: right.map),
                ViewInput(width: 12, height: 8, fieldOfViewDegrees: 180)
            ),
        ]
        for (towers, input) in wrong {
            let bytes = try PlaceModel(towers: towers, input: input).model().bytes()
            let error = try #require(throws: PilotageError.self) {
                try PlaceModel(bytes: bytes, name: "some.model")
            }
            #expect(error.kind == .damaged)
            #expect(error.place == ["some.model"])
        }
        let foreign = try Model(towers: Towers(photo: right.photo, map: right.map)).bytes()
        #expect(throws: PilotageError.self) { try PlaceModel(bytes: foreign, name: "foreign") }
    }
}
