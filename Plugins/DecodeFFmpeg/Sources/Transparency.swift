/// Lays transparent pixels over mid-gray, so that what is not there is neither dark nor bright.
package enum Transparency {
    /// Turns RGBA pixels into RGB (3 channels) or luma (1 channel, BT.601 weights), in place and packed.
    package static func flatten(_ pixels: UnsafeMutablePointer<UInt8>, count: Int, channels: Int) {
        for index in 0..<count {
            let alpha = Int(pixels[index * 4 + 3])
            let red = over(pixels[index * 4], alpha)
            let green = over(pixels[index * 4 + 1], alpha)
            let blue = over(pixels[index * 4 + 2], alpha)
            if channels == 1 {
                // 0.299, 0.587 and 0.114 in 1/65536.
                pixels[index] = UInt8((19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >> 16)
            } else {
                pixels[index * 3] = UInt8(red)
                pixels[index * 3 + 1] = UInt8(green)
                pixels[index * 3 + 2] = UInt8(blue)
            }
        }
    }

    private static func over(_ value: UInt8, _ alpha: Int) -> Int {
        (Int(value) * alpha + 128 * (255 - alpha) + 127) / 255
    }
}
