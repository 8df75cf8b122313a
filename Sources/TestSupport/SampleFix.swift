public import Geodesy
public import PilotageAPI

extension Fix {
    /// A fix with every value set, at a position; for tests of what is written.
    public static func sample(
        frame: Int, status: Status = .located,
        at coordinate: Coordinate = Coordinate(latitude: 43.731_234_56, longitude: 7.421_234_56),
        placeSource: String = "photos/quay.jpg"
    ) -> Fix {
        let hasPosition = status == .located || status == .ambiguous
        let position = Position(
            coordinate: coordinate, headingDegrees: 91.26, confidence: 0.912_34, radiusMeters: 25,
            accuracyMeters: 12.34, r95Meters: 40)
        let match = Match(placeID: 17, source: placeSource, similarity: 0.812_345_6)
        return Fix(
            frame: frame, timeSeconds: Double(frame) / 2, status: status,
            position: hasPosition ? position : nil,
            match: status == .undecodable ? nil : match,
            runnerUp: hasPosition ? Match(placeID: 4, source: "photos/other.jpg", similarity: 0.5) : nil,
            locator: "locate.nearest")
    }
}
