import Pictures
import PilotageAPI
import Testing

struct ContactSheetTests {
    private func plain(_ value: UInt8, width: Int = 20, height: Int = 10) -> Image {
        Image(
            width: width, height: height, channels: 3,
            samples: [UInt8](repeating: value, count: width * height * 3))
    }

    /// The red sample of a pixel.
    private func sample(_ image: Image, _ column: Int, _ row: Int) -> UInt8 {
        image.samples[(row * image.width + column) * 3]
    }

    @Test func `pictures go row by row`() {
        var sheet = ContactSheet(pictureWidth: 20, pictureHeight: 10, columns: 2)
        for number in 1...3 { sheet.append(plain(UInt8(number * 50)), number: number) }
        let image = sheet.image
        #expect(image.width == 4 + 2 * 24 && image.height == 4 + 2 * (10 + 2 + 5 + 8))
        #expect(sample(image, 4, 4) == 50 && sample(image, 23, 13) == 50)
        #expect(sample(image, 28, 4) == 100 && sample(image, 4, 4 + 25) == 150)
        #expect(sample(image, 28, 4 + 25) == 255)
    }

    @Test func `a number stands under its picture`() {
        var sheet = ContactSheet(pictureWidth: 20, pictureHeight: 10, columns: 1)
        sheet.append(plain(128), number: 17)
        let image = sheet.image
        let drawn = (0..<5).map { row in
            (0..<8).map { sample(image, 4 + $0, 16 + row) == 0 ? "#" : "." }.joined()
        }
        #expect(drawn == [".#..###.", "##....#.", ".#....#.", ".#....#.", "###...#."])
    }

    @Test func `numbers under wide pictures are larger`() {
        var sheet = ContactSheet(pictureWidth: 64, pictureHeight: 4, columns: 1)
        sheet.append(plain(128, width: 64, height: 4), number: 1)
        #expect(sheet.image.height == 4 + 4 + 2 + 10 + 8)
        #expect(sample(sheet.image, 6, 10) == 0 && sample(sheet.image, 7, 11) == 0)
    }

    @Test func `a number wider than its picture does not run into the next`() {
        var sheet = ContactSheet(pictureWidth: 5, pictureHeight: 4, columns: 2)
        sheet.append(plain(128, width: 5, height: 4), number: 888_888)
        sheet.append(plain(128, width: 5, height: 4), number: 1)
        let gap = (0..<sheet.image.height).map { sample(sheet.image, 10, $0) }
        #expect(gap.allSatisfy { $0 == 255 })
    }
}
