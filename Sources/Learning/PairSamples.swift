internal import Geodesy
public import Neural

/// Where the camera of a sample stands: what tells which samples are of one place.
public struct SamplePose: Sendable, Hashable {
    /// Meters east and north in the plane of the town.
    public var east: Double
    /// Meters north.
    public var north: Double
    /// Degrees clockwise from north; nil where nobody knows.
    public var headingDegrees: Double?

    /// A pose.
    public init(east: Double, north: Double, headingDegrees: Double?) {
        (self.east, self.north, self.headingDegrees) = (east, north, headingDegrees)
    }

    /// Whether two cameras are so near to each other that their views may not be held to be of different places. One whose heading
    /// nobody knows may look to any side.
    package func isNear(_ other: SamplePose, _ reach: SampleReach) -> Bool {
        let (x, y) = (east - other.east, north - other.north)
        guard x * x + y * y < reach.meters * reach.meters else { return false }
        guard let headingDegrees, let otherDegrees = other.headingDegrees else { return true }
        return headingDifference(headingDegrees, otherDegrees) < reach.degrees
    }

    /// Whether two cameras are sure to see the same place: where headings count, both must be known.
    package func isSame(_ other: SamplePose, _ reach: SampleReach) -> Bool {
        let isKnown = headingDegrees != nil && other.headingDegrees != nil
        return (isKnown || reach.takesAnyHeading) && isNear(other, reach)
    }
}

/// How far apart cameras may be at most whose views are compared with each other by nobody.
public struct SampleReach: Sendable, Hashable, Codable {
    /// Less than so many meters.
    public var meters: Double
    /// And less than so many degrees of heading; more than 180 for any heading.
    public var degrees: Double

    /// Whether headings do not count.
    public var takesAnyHeading: Bool { degrees > 180 }

    /// A reach; by default that of views along streets.
    public init(meters: Double = 20, degrees: Double = 45) {
        (self.meters, self.degrees) = (meters, degrees)
    }
}

/// A batch of pairs, each several views of a photo rig and of the map at the same place, or two looks at it by photos.
public struct PairSamples: Sendable {
    /// Views of a rig: 1, or 4 to the front, right, back and left.
    public let views: Int
    /// pairs * views, planes, rows, columns.
    public let photos: Tensor<Float>
    /// pairs * views, planes, rows, columns.
    public let maps: Tensor<Float>
    /// For every pair the pose of its map view.
    public let poses: [SamplePose]
    /// Which pairs are not held to be of different places.
    public var reach = SampleReach()
    /// Whether all is seen in a mirror: the views of a rig then go round to the left.
    public var isMirrored = false

    package init(
        views: Int, photos: Tensor<Float>, maps: Tensor<Float>, poses: [SamplePose],
        reach: SampleReach = SampleReach(), isMirrored: Bool = false
    ) {
        (self.views, self.photos, self.maps, self.poses) = (views, photos, maps, poses)
        (self.reach, self.isMirrored) = (reach, isMirrored)
    }

    /// The relations of whole rigs.
    package var rigRelations: PairRelations { relations(poses) }

    /// The relations of single views.
    package var viewRelations: PairRelations {
        relations(
            poses.flatMap { pose in
                (0..<views).map { view in
                    let side = (isMirrored ? -90 : 90) * Double(view)
                    return SamplePose(
                        east: pose.east, north: pose.north,
                        headingDegrees: pose.headingDegrees.map { normalizedHeading($0 + side) })
                }
            })
    }

    private func relations(_ poses: [SamplePose]) -> PairRelations {
        var relations = PairRelations(count: poses.count)
        for one in poses.indices {
            for other in 0..<one where poses[one].isNear(poses[other], reach) {
                relations.set(one, other, .neighbor)
            }
        }
        return relations
    }
}
