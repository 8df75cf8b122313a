/// A moment as ISO 8601 in UTC with milliseconds, such as `2026-05-12T21:00:00.250Z`.
///
/// The days are counted by the Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013):
/// years are taken to begin in March, so that the leap day is a year's last.
///
/// - Parameter seconds: seconds since 1970-01-01T00:00:00Z, without leap seconds.
/// - Returns: nil where the moment is not finite or outside of the years 0000 to 9999.
public func utcTimestamp(secondsSince1970 seconds: Double) -> String? {
    guard abs(seconds) < 1e12 else { return nil }
    let milliseconds = Int((seconds * 1000).rounded())
    let days = floorDivision(milliseconds, 86_400_000)
    let millisecond = milliseconds - days * 86_400_000
    let date = civilDate(daysSince1970: days)
    guard (0...9999).contains(date.year) else { return nil }
    let (hour, minute) = (millisecond / 3_600_000, millisecond / 60_000 % 60)
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        + "T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(millisecond / 1000 % 60, 2))"
        + ".\(padded(millisecond % 1000, 3))Z"
}

private func civilDate(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
    // From 0000-03-01, in cycles of 400 years.
    let days = daysSince1970 + 719_468
    let cycle = floorDivision(days, 146_097)
    let dayOfCycle = days - cycle * 146_097
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
}

private func floorDivision(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
}

private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
