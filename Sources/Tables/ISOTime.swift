/// A point in time as ISO 8601 writes it: `2026-05-12`, `2026-05-12T21:00:00.5Z`, `2026-05-12 21:00+02:00`.
public struct ISOTime: Hashable, Sendable {
    /// As written, with `T` between date and time.
    public let text: String
    /// Seconds since 1970-01-01T00:00:00Z; nil where the text names no time zone.
    public let utcSeconds: Double?

    /// Nil where the text is no such time; years from 1800 to 2999.
    public init?(_ written: String) {
        var rest = Substring(written)
        guard let year = number(&rest, 4, 1800...2999), skip(&rest, "-"),
            let month = number(&rest, 2, 1...12),
            skip(&rest, "-"), let day = number(&rest, 2, 1...daysIn(month, year))
        else { return nil }
        text = written.replacing(" ", with: "T", maxReplacements: 1)
        var seconds = Double(daysSince1970(year, month, day)) * 86_400
        guard !rest.isEmpty else {
            utcSeconds = nil
            return
        }
        guard skip(&rest, "T") || skip(&rest, " "), let hour = number(&rest, 2, 0...23), skip(&rest, ":"),
            let minute = number(&rest, 2, 0...59)
        else { return nil }
        seconds += Double(hour * 3600 + minute * 60)
        if skip(&rest, ":") {
            guard let second = number(&rest, 2, 0...60), let fraction = fraction(&rest) else { return nil }
            seconds += Double(second) + fraction
        }
        guard let offset = zone(&rest), rest.isEmpty else { return nil }
        utcSeconds = offset.seconds.map { seconds - Double($0) }
    }
}

/// An offset from UTC; nil seconds where no zone is named.
private struct ZoneOffset {
    var seconds: Int?
}

private func skip(_ rest: inout Substring, _ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
}

private func number(_ rest: inout Substring, _ digits: Int, _ range: ClosedRange<Int>) -> Int? {
    let head = rest.prefix(digits)
    guard head.count == digits, head.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(head),
        range.contains(value)
    else { return nil }
    rest.removeFirst(digits)
    return value
}

/// What stands behind the seconds: 0 where nothing does, nil where it is no fraction.
private func fraction(_ rest: inout Substring) -> Double? {
    guard skip(&rest, ".") else { return 0 }
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard (1...9).contains(digits.count), let value = Double("0.\(digits)") else { return nil }
    rest.removeFirst(digits.count)
    return value
}

private func zone(_ rest: inout Substring) -> ZoneOffset? {
    if rest.isEmpty { return ZoneOffset(seconds: nil) }
    if skip(&rest, "Z") { return ZoneOffset(seconds: 0) }
    let sign = skip(&rest, "+") ? 1 : skip(&rest, "-") ? -1 : 0
    guard sign != 0, let hours = number(&rest, 2, 0...18) else { return nil }
    _ = skip(&rest, ":")
    let minutes = rest.isEmpty ? 0 : number(&rest, 2, 0...59)
    return minutes.map { ZoneOffset(seconds: sign * (hours * 3600 + $0 * 60)) }
}

private func daysIn(_ month: Int, _ year: Int) -> Int {
    let leap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
}

/// Days from 1970-01-01 in the Gregorian calendar, for years from 1800.
private func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let before = year - 1
    let leaps = before / 4 - before / 100 + before / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400)
    let months = (1..<month).reduce(0) { $0 + daysIn($1, year) }
    return (year - 1970) * 365 + leaps + months + day - 1
}
