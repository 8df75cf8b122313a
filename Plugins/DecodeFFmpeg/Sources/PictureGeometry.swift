/// The size to which a stored picture is scaled before it is turned upright.
package struct PictureGeometry: Hashable {
    /// Columns, before turning.
    package let width: Int
    /// Rows, before turning.
    package let height: Int

    /// Square pixels, the longer side at most `longSide`, and neither side longer than it is stored.
    ///
    /// - Parameters:
    ///   - aspect: the width of a stored pixel over its height; taken for 1 outside 1/16...16, which no camera writes.
    package init(storedWidth: Int, storedHeight: Int, aspect: Double, longSide: Int) {
        let ratio = aspect.isFinite && (1.0 / 16...16).contains(aspect) ? aspect : 1
        // Square pixels by shrinking the side on which pixels are denser, never by stretching the other.
        let wide = ratio < 1 ? Double(storedWidth) * ratio : Double(storedWidth)
        let high = ratio > 1 ? Double(storedHeight) / ratio : Double(storedHeight)
        let scale = min(1, Double(longSide) / max(wide, high))
        width = max(1, min(storedWidth, Int((wide * scale).rounded())))
        height = max(1, min(storedHeight, Int((high * scale).rounded())))
    }
}
