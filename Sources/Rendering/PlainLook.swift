internal import PilotageAPI

/// One color for every class, paler with distance.
struct PlainLook {
    private init() {}

    /// A picture of a view.
    static func picture(of view: View) -> Image {
        var samples: [UInt8] = []
        samples.reserveCapacity(view.width * view.height * 3)
        for row in 0..<view.height {
            for column in 0..<view.width {
                let color = color(view.viewClass(column: column, row: row))
                let haze = min(0.6, view.depthMeters(column: column, row: row) / 400)
                for channel in 0..<3 {
                    samples.append(UInt8(color[channel] + (225 - color[channel]) * haze))
                }
            }
        }
        return Image(width: view.width, height: view.height, channels: 3, samples: samples)
    }

    private static func color(_ viewClass: ViewClass) -> SIMD3<Float> {
        switch viewClass {
        case .sky: SIMD3(150, 190, 230)
        case .ground: SIMD3(180, 170, 150)
        case .road: SIMD3(90, 90, 95)
        case .path: SIMD3(160, 150, 140)
        case .building: SIMD3(200, 180, 160)
        case .vegetation: SIMD3(90, 140, 70)
        case .water: SIMD3(80, 120, 170)
        case .rail: SIMD3(120, 100, 90)
        case .barrier: SIMD3(140, 120, 100)
        case .furniture: SIMD3(60, 60, 60)
        }
    }
}
