extension Building {
    /// The same building with another height: what hangs over the street, and the roof, in proportion.
    public func raised(to meters: Double) -> Building {
        let factor = topMeters > 0 ? meters / topMeters : 1
        var building = self
        building.topMeters = meters
        building.bottomMeters = bottomMeters * factor
        building.roof.meters = roof.meters * factor
        return building
    }
}

extension BuildingHeights {
    /// What a building is taken for where nobody has tagged a height or levels, in meters.
    public func assumed(kind: String, squareMeters: Double) -> Double {
        metersByKind[kind] ?? metersByArea.first { squareMeters <= $0.squareMeters }?.meters ?? levelMeters
    }
}
