import Pictures
import PilotageAPI
import Testing

struct RasterTests {
    @Test func `pictures stand side by side, row by row`() {
        let left = Raster(width: 1, height: 2, samples: .gray([1, 2]))
        let right = Raster(width: 2, height: 2, samples: .gray([3, 4, 5, 6]))
        #expect(
            Raster.sideBySide([left, right])
                == Raster(width: 3, height: 2, samples: .gray([1, 3, 4, 2, 5, 6])))
    }

    @Test func `numbers of 16 bits stand side by side`() {
        let one = Raster(width: 1, height: 1, samples: .deepGray([700]))
        #expect(Raster.sideBySide([one, one]).samples == .deepGray([700, 700]))
    }

    @Test func `palettes are kept`() {
        let colors = [Raster.Color(red: 9, green: 8, blue: 7)]
        let one = Raster(width: 1, height: 1, samples: .indexed([0], palette: colors))
        #expect(Raster.sideBySide([one, one]).samples == .indexed([0, 0], palette: colors))
        #expect(Raster.sideBySide([one, one]).image.samples == [9, 8, 7, 9, 8, 7])
    }

    @Test func `gray becomes three equal channels`() {
        #expect(Raster(width: 2, height: 1, samples: .gray([3, 4])).image.samples == [3, 3, 3, 4, 4, 4])
    }
}
