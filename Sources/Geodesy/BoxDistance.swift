extension Coordinate {
    /// How far the coordinate lies outside of a box, in meters; 0 in it and on its edge.
    ///
    /// For short distances: beyond some kilometers it is only large.
    /// - Parameter box: west, south, east and north in degrees; west may lie east of the east, over the antimeridian.
    public func meters(outsideOf box: [Double]) -> Double {
        precondition(box.count == 4, "a box of \(box.count) numbers")
        let nearest = min(max(latitude, box[1]), box[3])
        let (offset, width) = (normalizedHeading(longitude - box[0]), normalizedHeading(box[2] - box[0]))
        let degreesEast = offset <= width ? 0 : min(offset - width, 360 - offset)
        let edge = Coordinate(latitude: nearest, longitude: degreesEast)
        return Coordinate(latitude: latitude, longitude: 0).distance(to: edge)
    }
}
