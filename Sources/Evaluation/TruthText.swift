public import Geodesy
internal import PilotageAPI

/// Writes truth files, line by line.
public enum TruthText {
    /// The first line.
    public static let header = "item,time_s,lat,lon,heading_deg\n"

    /// Where an item was at a time.
    ///
    /// - Parameter headingDegrees: [0, 360).
    public static func line(
        item: String, timeSeconds: Double, at coordinate: Coordinate, headingDegrees: Double
    ) -> String {
        // 359.999 would be written as 360.
        let heading = fixed(normalizedHeading(headingDegrees), digits: 2)
        let numbers = [
            fixed(timeSeconds, digits: 6), fixed(coordinate.latitude, digits: 7),
            fixed(coordinate.longitude, digits: 7), heading == "360.00" ? "0.00" : heading,
        ]
        return "\(cell(item)),\(numbers.joined(separator: ","))\n"
    }

    /// A text, quoted by RFC 4180 where it must be.
    private static func cell(_ text: String) -> String {
        let special = [UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, 0x0A, 0x0D, 0x20]
        guard text.utf8.contains(where: special.contains) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
