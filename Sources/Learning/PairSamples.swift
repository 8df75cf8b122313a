internal import Geodesy
public import Neural

/// Where the camera of a sample stands: what tells which samples are of one place.
public struct SamplePose: Sendable, Hashable {
    /// Meters east and north in the plane of the town.
    public var east: Double
    /// Meters north.
    public var north: Double
    /// Degrees clockwise from north.
    public var headingDegrees: Double

    /// A pose.
    public init(east: Double, north: Double, headingDegrees: Double) {
        (self.east, self.north, self.headingDegrees) = (east, north, headingDegrees)
    }

    /// Whether two cameras are so near to each other that their views may not be held to be of different places.
    func isNear(_ other: SamplePose) -> Bool {
        let (x, y) = (east - other.east, north - other.north)
        return x * x + y * y < 20 * 20 && headingDifference(headingDegrees, other.headingDegrees) < 45
    }
}

/// A batch of pairs, each several views of a photo rig and of the map at the same place.
public struct PairSamples: Sendable {
    /// Views of a rig: 1, or 4 to the front, right, back and left.
    public let views: Int
    /// pairs * views, planes, rows, columns.
    public let photos: Tensor<Float>
    /// pairs * views, planes, rows, columns.
    public let maps: Tensor<Float>
    /// For every pair the pose of its map view.
    public let poses: [SamplePose]

    /// The relations of whole rigs.
    var rigRelations: PairRelations { Self.relations(poses) }

    /// The relations of single views.
    var viewRelations: PairRelations {
        Self.relations(
            poses.flatMap { pose in
                (0..<views).map {
                    SamplePose(
                        east: pose.east, north: pose.north,
                        headingDegrees: normalizedHeading(pose.headingDegrees + 90 * Double($0)))
                }
            })
    }

    private static func relations(_ poses: [SamplePose]) -> PairRelations {
        var relations = PairRelations(count: poses.count)
        for one in poses.indices {
            for other in 0..<one where poses[one].isNear(poses[other]) {
                relations.set(one, other, .neighbor)
            }
        }
        return relations
    }
}
