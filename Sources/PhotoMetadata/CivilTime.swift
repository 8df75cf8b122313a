/// A second of the Gregorian calendar, without a time zone.
package struct CivilTime: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00, as if in UTC.
    package let seconds: Int

    private init(seconds: Int) { self.seconds = seconds }

    /// EXIF's form, `2017:04:17 19:27:57`; also with hyphens in the date and a `T` between.
    ///
    /// Nil for anything that is not a date and time, such as the blanks and zeros of a camera whose clock was never set.
    package init?(exif text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19 else { return nil }
        let fields = [0..<4, 5..<7, 8..<10, 11..<13, 14..<16, 17..<19].map { CivilTime.digits(bytes[$0]) }
        let numbers = fields.compactMap { $0 }
        guard numbers.count == 6, (1...9999).contains(numbers[0]), (1...12).contains(numbers[1]),
            numbers[2] >= 1, numbers[2] <= CivilTime.days(inMonth: numbers[1], of: numbers[0]),
            numbers[3] < 24, numbers[4] < 60, numbers[5] < 61
        else { return nil }
        let days = CivilTime.days(year: numbers[0], month: numbers[1], day: numbers[2])
        seconds = days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
    }

    /// The time so much later.
    package func adding(seconds more: Int) -> CivilTime { CivilTime(seconds: seconds + more) }

    /// `2017-04-17T19:27:57`.
    package var iso8601: String {
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let rest = seconds - days * 86_400
        let (year, month, day) = CivilTime.date(days: days)
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        return "\(date)T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
    }

    /// Seconds east of UTC of `+02:00`, `-05:30` or `Z`; nil for anything else.
    package static func offsetSeconds(_ text: String) -> Int? {
        if text == "Z" { return 0 }
        let bytes = Array(text.utf8)
        guard bytes.count == 6, let sign = ["+": 1, "-": -1][text.prefix(1)], bytes[3] == UInt8(ascii: ":"),
            let hours = digits(bytes[1..<3]), let minutes = digits(bytes[4..<6]), hours <= 14, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard bytes.allSatisfy(digits.contains) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since 1970-01-01: whole years first, then whole months.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let past = year - 1
        let years = past * 365 + past / 4 - past / 100 + past / 400 - 719_162
        return years + (1..<month).reduce(0) { $0 + days(inMonth: $1, of: year) } + day - 1
    }

    private static func date(days total: Int) -> (year: Int, month: Int, day: Int) {
        // A first guess that is at most a year off, by the mean length of a year.
        var year = 1970 + Int((Double(total) / 365.2425).rounded(.down))
        while days(year: year + 1, month: 1, day: 1) <= total { year += 1 }
        while days(year: year, month: 1, day: 1) > total { year -= 1 }
        var rest = total - days(year: year, month: 1, day: 1)
        var month = 1
        while rest >= days(inMonth: month, of: year) {
            rest -= days(inMonth: month, of: year)
            month += 1
        }
        return (year, month, rest + 1)
    }

    private func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
