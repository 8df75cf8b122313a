public import Geodesy

extension PointFeature {
    /// A tree that no map has.
    public init(tree object: MapObject, at coordinate: Coordinate, heightMeters: Double, widthMeters: Double)
    {
        self.init(
            object: object, kind: .tree, coordinate: coordinate, heightMeters: heightMeters,
            widthMeters: widthMeters)
    }
}
