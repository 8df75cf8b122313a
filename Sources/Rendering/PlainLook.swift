internal import Foundation
internal import PilotageAPI

/// As a map: one color for every class, shaded by the sun, with the outlines of what stands before something else, and paler with distance.
///
/// Colors differ in lightness as well as in hue, so that they can be told apart by everybody and in print. Every pixel is the middle of
/// four.
struct PlainLook {
    /// Where the sun stands: to the south-southwest, at an angle of 40°.
    private static let sun = SIMD3<Float>(-0.262, -0.72, 0.643)
    private static let horizon = SIMD3<Float>(226, 232, 236)
    private static let zenith = SIMD3<Float>(140, 178, 216)
    /// At this distance two thirds of a color are gone.
    private static let hazeMeters: Float = 900

    private let view: View
    private let camera: Camera
    private let rays: PixelRays
    private let isTile: Bool

    /// The picture that a camera takes.
    static func picture(from camera: Camera, of renderer: Renderer) -> Image {
        var fine = camera
        fine.width *= 2
        fine.height *= 2
        if case .above(let metersPerPixel) = camera.lens {
            fine.lens = .above(metersPerPixel: metersPerPixel / 2)
        }
        let look = PlainLook(renderer.view(fine), fine)
        var samples = [UInt8](repeating: 0, count: camera.width * camera.height * 3)
        for row in 0..<camera.height {
            for column in 0..<camera.width {
                let (left, top) = (2 * column, 2 * row)
                let color = look.mean(left, top).rounded(.toNearestOrAwayFromZero).clamped(
                    lowerBound: SIMD3(repeating: 0), upperBound: SIMD3(repeating: 255))
                let pixel = 3 * (row * camera.width + column)
                for channel in 0..<3 { samples[pixel + channel] = UInt8(color[channel]) }
            }
        }
        return Image(width: camera.width, height: camera.height, channels: 3, samples: samples)
    }

    private init(_ view: View, _ camera: Camera) {
        self.view = view
        self.camera = camera
        rays = PixelRays(camera)
        if case .above = camera.lens { isTile = true } else { isTile = false }
    }

    /// The mean color of four pixels; where all show the same class, that of two across, which border on all sides.
    private func mean(_ left: Int, _ top: Int) -> SIMD3<Float> {
        let ends = color(left, top) + color(left + 1, top + 1)
        let code = view.code(column: left, row: top)
        let isEven =
            code == view.code(column: left + 1, row: top) && code == view.code(column: left, row: top + 1)
            && code == view.code(column: left + 1, row: top + 1)
        return isEven ? ends / 2 : (ends + color(left, top + 1) + color(left + 1, top)) / 4
    }

    private func color(_ column: Int, _ row: Int) -> SIMD3<Float> {
        let viewClass = view.viewClass(column: column, row: row)
        let ray = rays.ray(column: column, row: row)
        let length = (ray * ray).sum().squareRoot()
        if viewClass == .sky {
            return Self.horizon + (Self.zenith - Self.horizon) * min(1, max(0, 1.4 * ray.z / length))
        }
        var color = viewClass.pigment * shade(viewClass, column, row)
        if viewClass == .building, isOutline(column, row) { color *= 0.72 }
        guard !isTile else { return color }
        let haze = 1 - exp(-view.depthMeters(column: column, row: row) * length / Self.hazeMeters)
        return color + (Self.horizon - color) * haze
    }

    /// How bright the sun makes a surface: 1 what is level.
    private func shade(_ viewClass: ViewClass, _ column: Int, _ row: Int) -> Float {
        guard viewClass.isStanding, let normal = normal(column, row) else { return 1 }
        let toSun = (normal * Self.sun).sum()
        let level = Self.sun.z
        return toSun > 0 ? 0.7 + 0.3 * toSun / level : 0.7 + 0.12 * toSun
    }

    /// The normal of the surface that a pixel shows, towards the camera, from where its neighbors lie; nil where none of them shows the same.
    private func normal(_ column: Int, _ row: Int) -> SIMD3<Float>? {
        guard let across = tangent(column, row, 1, 0), let down = tangent(column, row, 0, 1) else {
            return nil
        }
        let normal = SIMD3(
            across.y * down.z - across.z * down.y, across.z * down.x - across.x * down.z,
            across.x * down.y - across.y * down.x)
        let length = (normal * normal).sum().squareRoot()
        guard length > 0 else { return nil }
        let isAway = (normal * rays.ray(column: column, row: row)).sum() > 0
        return normal / (isAway ? -length : length)
    }

    /// Along the surface, to whichever neighbor it goes on straight; nil where it goes on to none.
    private func tangent(_ column: Int, _ row: Int, _ x: Int, _ y: Int) -> SIMD3<Float>? {
        let (ahead, behind) = (bend(column, row, x, y), bend(column, row, -x, -y))
        guard min(ahead, behind) < .infinity else { return nil }
        let sign = ahead <= behind ? 1 : -1
        return (point(column + sign * x, row + sign * y) - point(column, row)) * Float(sign)
    }

    private func point(_ column: Int, _ row: Int) -> SIMD3<Float> {
        rays.point(
            column: column, row: row, depthMeters: view.depthMeters(column: column, row: row))
    }

    /// How much the surface bends towards a neighbor and the one behind it: inverse depths of a plane are even. Infinite where they
    /// show something else.
    private func bend(_ column: Int, _ row: Int, _ x: Int, _ y: Int) -> Float {
        guard isWithin(column + 2 * x, row + 2 * y) else { return .infinity }
        let viewClass = view.code(column: column, row: row)
        guard view.code(column: column + x, row: row + y) == viewClass else { return .infinity }
        return abs(
            nearness(column + 2 * x, row + 2 * y) - 2 * nearness(column + x, row + y) + nearness(column, row))
    }

    private func isWithin(_ column: Int, _ row: Int) -> Bool {
        column >= 0 && column < view.width && row >= 0 && row < view.height
    }

    /// Greater for what is nearer, and even along planes.
    private func nearness(_ column: Int, _ row: Int) -> Float {
        isTile
            ? -view.depthMeters(column: column, row: row) : view.inverseDepth(column: column, row: row)
    }

    /// Whether a building ends here before another one that is farther away: this pixel is the farther one's.
    private func isOutline(_ column: Int, _ row: Int) -> Bool {
        isOutline(column, row, 1, 0) || isOutline(column, row, -1, 0) || isOutline(column, row, 0, 1)
            || isOutline(column, row, 0, -1)
    }

    private func isOutline(_ column: Int, _ row: Int, _ x: Int, _ y: Int) -> Bool {
        let building = UInt32(ViewClass.building.rawValue)
        guard isWithin(column + x, row + y), view.code(column: column + x, row: row + y) == building else {
            return false
        }
        let own = nearness(column, row)
        let step = nearness(column + x, row + y) - own
        guard step > (isTile ? 1 : 0.04 * own) else { return false }
        let opposite = isWithin(column - x, row - y) ? abs(own - nearness(column - x, row - y)) : 0
        return step > 3 * opposite
    }
}

extension ViewClass {
    /// Whether it may face any way, and not only up.
    fileprivate var isStanding: Bool {
        switch self {
        case .building, .vegetation, .barrier, .furniture: true
        default: false
        }
    }

    /// Before sun and haze.
    fileprivate var pigment: SIMD3<Float> {
        switch self {
        case .sky: SIMD3(226, 232, 236)
        case .ground: SIMD3(205, 199, 184)
        case .road: SIMD3(104, 105, 112)
        case .path: SIMD3(176, 166, 158)
        case .building: SIMD3(226, 196, 160)
        case .vegetation: SIMD3(122, 152, 96)
        case .water: SIMD3(104, 156, 200)
        case .rail: SIMD3(126, 96, 106)
        case .barrier: SIMD3(160, 116, 82)
        case .furniture: SIMD3(68, 58, 78)
        }
    }
}
