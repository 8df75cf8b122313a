/// A tree or a house: what stands on the land and throws a shadow.
struct Thing: Sendable {
    /// What it is.
    enum Kind: Sendable {
        /// A round crown.
        case tree
        /// A gable roof: half its length, half its width, and the direction of its ridge as cosine and sine.
        case house(length: Float, width: Float, cosine: Float, sine: Float)
    }

    var kind: Kind
    var east: Float
    var north: Float
    /// The radius of the crown or of a circle around the house, in meters.
    var radius: Float
    var color: SIMD3<Float>

    /// How far north and west the shadow falls, as a part of the radius.
    static let shadowReach: Float = 0.75

    /// How bright the thing is at a point, 1 for its own color; nil beside it.
    func brightness(east pointEast: Float, north pointNorth: Float, roughness: Float) -> Float? {
        let (x, y) = (pointEast - east, pointNorth - north)
        switch kind {
        case .tree:
            // A ragged edge, and a dome lit from the south-east.
            let reach = (x * x + y * y).squareRoot() / (radius * (0.82 + 0.36 * roughness))
            guard reach < 1 else { return nil }
            let lit = (x - y) * 0.707 / radius
            return 0.62 + 0.34 * lit + 0.55 * (1 - reach) * roughness + 0.18 * roughness
        case .house(let length, let width, let cosine, let sine):
            let along = x * cosine + y * sine
            let across = y * cosine - x * sine
            guard abs(along) < length, abs(across) < width else { return nil }
            let ridge: Float = abs(across) < 0.35 ? 0.15 : 0
            return (across < 0 ? 1.08 : 0.72) + ridge + 0.12 * (roughness - 0.5)
        }
    }
}
