/// What footage varies, and between which bounds. Every value is drawn evenly from its range unless it says otherwise.
package enum FootageRanges {
    // The town, from the seed of the look.

    /// Heights of all buildings of a town whose heights are assumed, against what is usual for their ground plans.
    package static let townHeightFactor: ClosedRange<Double> = 0.75...1.45
    /// The height of one of them against the others.
    package static let buildingHeightFactor: ClosedRange<Double> = 0.7...1.4
    /// A tagged height, against what the tag says.
    package static let taggedHeightFactor: ClosedRange<Double> = 0.95...1.05
    /// Meters east and north by which the buildings of a neighborhood are shifted together; at most 1 m in all.
    package static let shiftMeters: ClosedRange<Double> = -0.7...0.7
    /// Meters east and north by which a corner of a building is off; at most 0.5 m in all.
    package static let cornerMeters: ClosedRange<Double> = -0.35...0.35
    /// The share of roofs of a town that have another shape than the map says.
    package static let otherRoofShare: ClosedRange<Double> = 0.1...0.5
    /// From the eaves to the top of such a roof, in meters.
    package static let roofMeters: ClosedRange<Double> = 1.2...3.5
    /// The probability that a tree of the map is missing.
    package static let missingTreeProbability = 0.15
    /// The probability that a hedge or fence of the map is missing.
    package static let missingLineProbability = 0.12
    /// The share of streets of a town with trees that the map does not have.
    package static let treeStreetShare: ClosedRange<Double> = 0.05...0.3
    /// From one of those trees to the next, in meters.
    package static let treeSpacingMeters: ClosedRange<Double> = 9...18
    /// Their heights in meters; the crown's width is half of it.
    package static let treeMeters: ClosedRange<Double> = 4.5...8
    /// Widths of sidewalks in meters.
    package static let sidewalkMeters: ClosedRange<Double> = 1.2...2.6
    /// Meters from floor to floor.
    package static let floorMeters: ClosedRange<Double> = 2.8...3.5
    /// Meters from window to window.
    package static let bayMeters: ClosedRange<Double> = 2.2...4.4

    // Traffic, from the seed of the look.

    /// The share of the places along a street that are taken by parked cars; it differs from street to street.
    package static let parkedShare: ClosedRange<Double> = 0.1...0.85
    /// Meters from the front of one parked car to that of the next.
    package static let parkedSpacingMeters: Double = 6.2
    /// Meters of lane for each moving car.
    package static let carSpacingMeters: ClosedRange<Double> = 35...160
    /// Meters a second that cars move.
    package static let carMetersPerSecond: ClosedRange<Double> = 4...13
    /// Meters of sidewalk for each person.
    package static let personSpacingMeters: ClosedRange<Double> = 15...90
    /// Meters a second that people walk.
    package static let personMetersPerSecond: ClosedRange<Double> = 0.8...1.7

    // The take, from the seed of the shot.

    /// The probabilities of clear, hazy and overcast weather.
    package static let weatherProbabilities: (clear: Double, hazy: Double, overcast: Double) = (0.5, 0.2, 0.3)
    /// Degrees of the sun above the horizon.
    package static let sunHeightDegrees: ClosedRange<Double> = 15...65
    /// Degrees clockwise from north at which the sun stands.
    package static let sunAzimuthDegrees: ClosedRange<Double> = 0...360
    /// The share of a clear or hazy sky that clouds cover.
    package static let cloudCover: ClosedRange<Double> = 0...0.6
    /// Meters at which half of the contrast is lost, in clear weather.
    package static let clearSightMeters: ClosedRange<Double> = 1500...6000
    /// The same in hazy or overcast weather.
    package static let hazySightMeters: ClosedRange<Double> = 250...1200
    /// Exposure against the right one, in stops.
    package static let exposureStops: ClosedRange<Double> = -0.7...0.7
    /// Gains of red and blue against green, in stops.
    package static let whiteBalanceStops: ClosedRange<Double> = -0.18...0.18
    /// How much an S-curve is mixed into the tones.
    package static let contrast: ClosedRange<Double> = 0...0.6
    /// How much saturation differs.
    package static let saturation: ClosedRange<Double> = 0.75...1.2
    /// The share of light that is lost in the corners.
    package static let vignette: ClosedRange<Double> = 0...0.4
    /// The standard deviation of noise, in shares of white.
    package static let noise: ClosedRange<Double> = 0.003...0.03
    /// The standard deviation of the blur, in thousandths of the picture's width.
    package static let blurThousandths: ClosedRange<Double> = 0.2...4.5
    /// The most that the blur's standard deviation can be, in pixels.
    package static let mostBlurPixels: Double = 3
    /// The quality of the JPEG compression, as libjpeg counts it.
    package static let quality: ClosedRange<Double> = 35...95
    /// Degrees by which heading and pitch shake, at most.
    package static let shakeDegrees: ClosedRange<Double> = 0.05...0.8
    /// Degrees by which roll shakes, at most.
    package static let shakeRollDegrees: ClosedRange<Double> = 0.05...1
    /// Changes a second of the shaking.
    package static let shakeHertz: ClosedRange<Double> = 1...4
}
