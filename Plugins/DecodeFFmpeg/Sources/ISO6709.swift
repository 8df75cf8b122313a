package import Geodesy

/// Positions as video containers write them: `+33.1268-117.3273+010.5/` (ISO 6709, annex H).
package enum ISO6709 {
    /// The position of a text; nil where it is not one, or not on Earth.
    package static func coordinate(_ text: String) -> Coordinate? {
        var rest = Substring(text)
        guard let latitude = angle(&rest, wholeDigits: 2), let longitude = angle(&rest, wholeDigits: 3),
            latitude != 0 || longitude != 0
        else { return nil }
        return Coordinate(checkingLatitude: latitude, longitude: longitude)
    }

    /// Degrees of `±DD.D`, `±DDMM.M` or `±DDMMSS.S`, by the number of digits before the point.
    private static func angle(_ text: inout Substring, wholeDigits: Int) -> Double? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let body = text.dropFirst().prefix { ("0"..."9").contains($0) || $0 == "." }
        text = text.dropFirst(1 + body.count)
        let whole = body.prefix { $0 != "." }
        let fraction = body.dropFirst(whole.count)
        guard fraction.filter({ $0 == "." }).count <= 1, body.count < 24 else { return nil }
        let degrees = Double(whole.prefix(wholeDigits) + (whole.count == wholeDigits ? fraction : ""))
        let minuteDigits = whole.dropFirst(wholeDigits).prefix(2)
        let secondDigits = whole.dropFirst(wholeDigits + 2)
        guard let degrees, [0, 2, 4].contains(whole.count - wholeDigits) else { return nil }
        let minutes = Double(
            minuteDigits.isEmpty ? "0" : minuteDigits + (secondDigits.isEmpty ? fraction : ""))
        let seconds = Double(secondDigits.isEmpty ? "0" : secondDigits + fraction)
        guard let minutes, let seconds, minutes < 60, seconds < 60 else { return nil }
        let value = degrees + minutes / 60 + seconds / 3600
        return sign == "-" ? -value : value
    }
}
