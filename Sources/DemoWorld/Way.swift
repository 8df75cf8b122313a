import Foundation

/// A road or a stream that crosses the whole land, more or less along one axis.
struct Way: Sendable {
    /// What moves on it.
    enum Kind: Sendable { case road, lane, stream }

    let kind: Kind
    /// Whether it runs east and west; else north and south.
    let runsEast: Bool
    /// Half its width in meters.
    let halfWidth: Float
    private let offset: Float
    private let slope: Float
    private let bends: [(height: Float, length: Float, phase: Float)]

    /// A way that crosses the middle of the land at an offset in meters.
    init(kind: Kind, runsEast: Bool, offset: Float, noise: Noise, number: Int32) {
        self.kind = kind
        self.runsEast = runsEast
        self.offset = offset
        halfWidth = kind == .road ? 4 : kind == .lane ? 2.2 : 3.2
        slope = 0.5 * (noise.value(number, 0) - 0.5)
        let wildness: Float = kind == .stream ? 1.5 : 0.8
        bends = [(45, 620), (18, 210), (5, 75)].enumerated().map { index, bend in
            (bend.0 * wildness, bend.1, 6.28 * noise.value(number, Int32(index + 1)))
        }
    }

    /// Where the way is `along` meters east (or north), and how it slopes there.
    func across(_ along: Float) -> (position: Float, slope: Float) {
        var (position, steepness) = (offset + slope * along, slope)
        for bend in bends {
            let angle = 6.283 * along / bend.length + bend.phase
            position += bend.height * sin(angle)
            steepness += bend.height * 6.283 / bend.length * cos(angle)
        }
        return (position, steepness)
    }

    /// The distance of a point from the way's middle, in meters: negative on the left or lower side.
    func distance(east: Float, north: Float) -> Float {
        let (position, slope) = across(runsEast ? east : north)
        return ((runsEast ? north : east) - position) / (1 + slope * slope).squareRoot()
    }
}

/// All roads and streams of the land.
struct Ways: Sendable {
    let all: [Way]

    init(seed: UInt32) {
        let noise = Noise(seed: seed, purpose: 3)
        let plan: [(Way.Kind, Bool, Float)] = [
            (.stream, true, -60), (.road, true, 190), (.road, false, -150), (.lane, true, -280),
            (.lane, false, 210),
        ]
        all = plan.enumerated().map { index, way in
            let shift = 80 * (noise.value(Int32(index), 9) - 0.5)
            return Way(
                kind: way.0, runsEast: way.1, offset: way.2 + shift, noise: noise, number: Int32(index))
        }
    }

    /// The smallest distance from the edge of a way, in meters; negative on the way itself.
    func clearance(east: Float, north: Float) -> Float {
        all.map { abs($0.distance(east: east, north: north)) - $0.halfWidth }.min() ?? .infinity
    }
}
