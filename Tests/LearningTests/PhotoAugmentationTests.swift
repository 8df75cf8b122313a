import Learning
import Neural
import PilotageAPI
import Tensors
import Testing

struct PhotoAugmentationTests {
    private let input = PhotoWorld.input

    private func drawn(_ count: Int, _ set: (inout PhotoAugmentation) -> Void) -> [PhotoLook] {
        var augmentation = PhotoAugmentation.none
        set(&augmentation)
        var generator = SeededGenerator(seed: 5)
        return (0..<count).map { _ in PhotoLook(augmentation, &generator) }
    }

    private func planes(_ picture: Image, _ set: (inout PhotoLook) -> Void) -> [Float] {
        var look = PhotoLook()
        set(&look)
        var generator = SeededGenerator(seed: 1)
        return look.planes(of: picture, input, &generator)
    }

    @Test func `without augmentation a look is the photo itself`() {
        let looks = drawn(50) { _ in }
        #expect(looks.allSatisfy { $0 == PhotoLook() })
        for width in [48, 40, 30] {
            let picture = PhotoWorld.picture(3, width: width, height: width * 2 / 3)
            let (own, usual) = (planes(picture) { _ in }, input.planes(of: picture))
            let differences: [Float] = zip(own, usual).map { abs($0 - $1) }
            let worst = differences.max() ?? 1
            // At twice the size both average the same four pixels.
            if width == 48 { #expect(worst < 1e-5) }
            let mean = differences.reduce(0, +) / Float(own.count)
            #expect(mean < 0.1, "\(width) pixels")
        }
    }

    @Test func `what is drawn fills its range and stays within it`() {
        func check(_ values: [Double], _ lower: Double, _ upper: Double) {
            #expect(values.allSatisfy { $0 >= lower && $0 <= upper })
            #expect((values.min() ?? 1) < lower + 0.1 * (upper - lower))
            #expect((values.max() ?? 0) > upper - 0.1 * (upper - lower))
        }
        check(drawn(300) { $0.rotationDegrees = 180 }.map(\.rotationDegrees), -180, 180)
        check(drawn(300) { $0.zoomShare = 0.5 }.map(\.zoom), 1 / 1.5, 1.5)
        check(drawn(300) { $0.shiftShare = 0.2 }.map(\.shift.x), -0.2, 0.2)
        check(drawn(300) { $0.shiftShare = 0.2 }.map(\.shift.y), -0.2, 0.2)
        check(drawn(300) { $0.brightness = 0.3 }.map(\.brightness), -0.3, 0.3)
        check(drawn(300) { $0.contrastShare = 0.3 }.map(\.contrast), 1 / 1.3, 1.3)
        check(drawn(300) { $0.saturationShare = 0.4 }.map(\.saturation), 0.6, 1.4)
        check(drawn(300) { $0.whiteBalanceShare = 0.1 }.map(\.balance.x), 1 / 1.1, 1.1)
        check(drawn(300) { $0.blurWeight = 0.3 }.map(\.blurWeight), 0, 0.3)
        check(drawn(300) { $0.noise = 0.1 }.map(\.noise), 0, 0.1)
        let erased = drawn(300) { ($0.erasedShare, $0.erasedLooks) = (0.2, 0.4) }.map(\.erased)
        #expect((90...150).contains(erased.count { $0 != nil }))
        for part in erased.compactMap({ $0 }) {
            let area = part.width * part.height
            #expect(area <= 0.2 + 1e-9 && part.left >= 0 && part.top >= 0)
            #expect(part.left + part.width <= 1 + 1e-9 && part.top + part.height <= 1 + 1e-9)
        }
    }

    @Test func `a look turned half around is the photo upside down`() {
        let picture = PhotoWorld.picture(1)
        let plain = planes(picture) { _ in }
        let turned = planes(picture) { $0.rotationDegrees = 180 }
        let pixels = input.width * input.height
        for channel in 0..<3 {
            for pixel in 0..<pixels {
                let opposite = plain[channel * pixels + pixels - 1 - pixel]
                let difference = turned[channel * pixels + pixel] - opposite
                #expect(abs(difference) < 1e-3)
            }
        }
    }

    @Test func `a quarter turn clockwise brings the left side to the top`() {
        let samples = (0..<48 * 48).flatMap { [UInt8](repeating: $0 % 48 < 24 ? 255 : 0, count: 3) }
        let square = Image(width: 48, height: 48, channels: 3, samples: samples)
        var generator = SeededGenerator(seed: 1)
        var look = PhotoLook()
        look.rotationDegrees = 90
        let view = ViewInput(width: 24, height: 24)
        let planes = look.planes(of: square, view, &generator)
        #expect(planes[2 * 24 + 12] > 0.9 && planes[21 * 24 + 12] < -0.9)
    }

    @Test func `colors change as they are told to`() {
        let gray = Image(width: 48, height: 32, channels: 1, samples: [UInt8](repeating: 127, count: 48 * 32))
        #expect(abs(planes(gray) { $0.brightness = 0.25 }[0] - 0.25) < 0.01)
        let red = Image(
            width: 48, height: 32, channels: 3,
            samples: (0..<48 * 32).flatMap { _ in [191, 64, 64] as [UInt8] })
        let pixels = input.width * input.height
        let pale = planes(red) { $0.saturation = 0 }
        #expect(abs(pale[0] - pale[pixels]) < 1e-5)
        let strong = planes(red) { $0.contrast = 1.5 }
        let (expectedRed, expectedBlue): (Float, Float) = (1.5 * (191 / 127.5 - 1), 0.5 * (64 / 127.5 - 1))
        #expect(abs(strong[5] - expectedRed) < 0.01)
        let bluish = planes(red) { $0.balance.z = 0.5 }
        #expect(abs(bluish[2 * pixels + 5] - expectedBlue) < 0.01)
    }

    @Test func `blur and noise do what their numbers say`() {
        let picture = PhotoWorld.picture(2)
        func roughness(_ planes: [Float]) -> Float {
            planes.indices.dropFirst().reduce(Float(0)) { sum, index in
                let step = planes[index] - planes[index - 1]
                return sum + step * step
            }
        }
        let (blurred, plain) = (planes(picture) { $0.blurWeight = 0.33 }, planes(picture) { _ in })
        #expect(roughness(blurred) < 0.8 * roughness(plain))
        let gray = Image(width: 48, height: 32, channels: 1, samples: [UInt8](repeating: 127, count: 48 * 32))
        let noisy = planes(gray) { $0.noise = 0.2 }
        let mean = noisy.reduce(0, +) / Float(noisy.count)
        let squares: [Float] = noisy.map { ($0 - mean) * ($0 - mean) }
        let variance = squares.reduce(0, +) / Float(noisy.count)
        #expect(abs(mean) < 0.03 && abs(variance.squareRoot() - 0.2) < 0.02)
    }

    @Test func `the erased part is gray and nothing else is`() {
        let white = Image(
            width: 48, height: 32, channels: 1, samples: [UInt8](repeating: 255, count: 48 * 32))
        let erased = planes(white) {
            $0.erased = PhotoLook.Rectangle(left: 0.25, top: 0.5, width: 0.5, height: 0.25)
        }
        let (grays, whites) = (erased.count { $0 == 0 }, erased.count { $0 == 1 })
        #expect(grays == 3 * 12 * 4 && whites == erased.count - grays)
    }
}
