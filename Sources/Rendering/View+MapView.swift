public import PilotageAPI

extension View {
    /// The view as embedders take it.
    public var mapView: MapView {
        var classes = [UInt8](repeating: 0, count: width * height)
        var depths = [Float](repeating: 0, count: width * height)
        for column in 0..<width {
            for row in 0..<height {
                let key = keys[column * height + row]
                classes[row * width + column] = UInt8(key & Self.classBits)
                depths[row * width + column] = Float(bitPattern: key & ~Self.classBits)
            }
        }
        return MapView(width: width, height: height, classes: classes, inverseDepths: depths)
    }
}
