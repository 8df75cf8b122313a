import Foundation

/// The bare land: fields with their furrows and borders, roads and streams.
struct Ground: Sendable {
    let fields: Fields
    let ways: Ways
    private let texture: Noise
    private let patches: Noise

    init(seed: UInt32, fields: Fields, ways: Ways) {
        self.fields = fields
        self.ways = ways
        texture = Noise(seed: seed, purpose: 6)
        patches = Noise(seed: seed, purpose: 7)
    }

    /// The color at a point, red, green and blue up to 255.
    ///
    /// - Parameter wayDistances: the point's distance from the middle of every way.
    func color(east: Float, north: Float, wayDistances: [Float]) -> SIMD3<Float> {
        let field = fields.field(east: east, north: north)
        let fine = texture.rough(east, north, widths: [11, 4.3, 1.7, 0.8])
        var color = land(field, east: east, north: north) * (0.7 + 0.6 * fine)
        for (way, distance) in zip(ways.all, wayDistances) {
            color = paint(way, at: abs(distance), fine: fine, over: color)
        }
        return color
    }

    private func land(_ field: Field, east: Float, north: Float) -> SIMD3<Float> {
        let tint = 0.82 + 0.36 * field.trait(3)
        var color = field.crop.color * tint
        let blotch = patches.rough(east, north, widths: [64, 23, 9])
        color *= 0.7 + 0.6 * blotch
        // Where the rain beat the crop down, or the soil is thin: sharp-edged, and never twice the same.
        let lodged =
            patches.smooth(east / 27 + 90, north / 27) + 0.35 * patches.smooth(east / 8, north / 8 + 70)
        if lodged > 0.86 { color = color * 0.6 + SIMD3(44, 34, 26) }
        if lodged < 0.36 { color *= 0.8 }
        if let furrows = field.crop.furrows {
            color *= 1 - furrows.depth * furrow(field, furrows.spacing, east, north)
        }
        return border(field, over: color, blotch: blotch)
    }

    /// 1 in the middle of a furrow, 0 between two.
    private func furrow(_ field: Field, _ spacing: Float, _ east: Float, _ north: Float) -> Float {
        let angle = field.trait(9) * .pi
        let across = east * cos(angle) + north * sin(angle) + 3 * patches.smooth(east / 30, north / 30)
        let phase = across / spacing - (across / spacing).rounded(.down)
        return phase < 0.35 ? 1 : phase < 0.5 ? (0.5 - phase) / 0.15 : 0
    }

    private func border(_ field: Field, over color: SIMD3<Float>, blotch: Float) -> SIMD3<Float> {
        let width = 1.2 + 2 * blotch
        guard field.toBorder < width else { return color }
        switch field.border {
        case .hedge: return SIMD3(62, 84, 46) * (0.6 + 0.8 * blotch)
        case .track: return field.toBorder < width * 0.6 ? SIMD3(176, 160, 132) : SIMD3(110, 126, 74)
        case .grass: return SIMD3(116, 138, 76)
        case .none: return color * 0.9
        }
    }

    private func paint(
        _ way: Way, at distance: Float, fine: Float, over color: SIMD3<Float>
    ) -> SIMD3<Float> {
        let edge = way.halfWidth * (0.9 + 0.25 * fine)
        guard distance < edge + 2.2 else { return color }
        guard distance < edge else { return SIMD3(112, 130, 76) * (0.65 + 0.6 * fine) }
        switch way.kind {
        case .road: return distance < 0.25 ? SIMD3(214, 212, 204) : SIMD3(120, 120, 122) * (0.8 + 0.35 * fine)
        case .lane: return SIMD3(178, 166, 140) * (0.8 + 0.4 * fine)
        case .stream: return SIMD3(58, 84, 96) * (0.7 + 0.5 * fine)
        }
    }
}
