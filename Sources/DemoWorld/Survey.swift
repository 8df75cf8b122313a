/// A flight that photographs the land row by row, back and forth, as a survey does.
struct Survey: Sendable {
    /// Meters between rows; neighboring pictures share two thirds of what they show.
    static let rowSpacing: Float = 60
    /// Meters between the photos of a row; they share 70 % of what they show.
    static let photoSpacing: Float = 40
    /// Rows, from west to east.
    static let rows = 12
    /// Photos in a row.
    static let photosPerRow = 15

    /// Where every photo is taken, in the order of the flight.
    static func poses(seed: UInt32) -> [Pose] {
        let wobble = Noise(seed: seed, purpose: 10)
        return (0..<rows).flatMap { row in
            (0..<photosPerRow).map { photo in
                let number = Int32(row * photosPerRow + photo)
                func sway(_ which: Int32, _ most: Float) -> Float {
                    most * (2 * wobble.value(number, which) - 1)
                }
                let goesNorth = row % 2 == 0
                let along = (Float(photo) - Float(photosPerRow - 1) / 2) * photoSpacing
                return Pose(
                    east: rowEast(row) + sway(0, 3), north: (goesNorth ? along : -along) + sway(1, 3),
                    height: 150 + sway(2, 3), heading: turned(goesNorth ? 0 : 180, by: sway(3, 3)),
                    pitch: sway(4, 1.5), roll: sway(5, 1.5))
            }
        }
    }

    /// Meters east of the middle.
    static func rowEast(_ row: Int) -> Float { (Float(row) - Float(rows - 1) / 2) * rowSpacing }
}

/// A heading in [0, 360).
func turned(_ heading: Float, by degrees: Float) -> Float {
    let sum = (heading + degrees).truncatingRemainder(dividingBy: 360)
    return sum < 0 ? sum + 360 : sum
}
