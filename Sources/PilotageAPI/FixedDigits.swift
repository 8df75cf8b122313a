/// A number with exactly so many digits behind the point, the same on every machine and in every locale.
///
/// Rounds half away from zero; never writes `-0`. The value must be finite, and with its digits below 1e18.
public func fixed(_ value: Double, digits: Int) -> String {
    precondition((0...9).contains(digits), "\(digits) digits")
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    precondition(value.isFinite && abs(value) * Double(scale) < 1e18, "\(value) with \(digits) digits")
    let units = Int((abs(value) * Double(scale)).rounded(.toNearestOrAwayFromZero))
    let sign = value < 0 && units > 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(units)" }
    let fraction = String(units % scale)
    return "\(sign)\(units / scale).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
}

/// A number as people write it: without a fraction where that says nothing.
public func shortest(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}
