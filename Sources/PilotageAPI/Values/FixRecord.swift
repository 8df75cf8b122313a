internal import Geodesy

/// The columns of a report, in the order in which tables have them; the raw value is the name.
public enum FixColumn: String, Sendable, CaseIterable {
    case item
    case frame
    case timeSeconds = "time_s"
    case timeUTC = "time_utc"
    case longitude
    case latitude
    case headingDegrees = "heading_deg"
    case confidence
    case radiusMeters = "radius_m"
    case accuracyMeters = "accuracy_m"
    case r95Meters = "r95_m"
    case status
    case similarity
    case placeID = "place_id"
    case placeSource = "place_source"
    case runnerUpPlaceID = "runner_up_place_id"
    case runnerUpSimilarity = "runner_up_similarity"
    case locator
}

/// What stands in a column.
public enum FixCell: Hashable, Sendable {
    /// Nothing is known.
    case empty
    /// Text as it came, control characters included.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A finite number, written with so many digits behind the point.
    case real(Double, digits: Int)
    /// A moment in UTC, as `utcTimestamp` writes it.
    case time(String)

    /// The value as text; nil where nothing is known.
    public var text: String? {
        switch self {
        case .empty: nil
        case .text(let text), .time(let text): text
        case .integer(let value): String(value)
        case .real(let value, let digits): fixed(value, digits: digits)
        }
    }
}

/// A fix as every report writes it: which column holds what, and with how many digits.
public struct FixRecord: Sendable {
    /// The item of the fix.
    public let item: TrackItem
    /// The answer for one of its frames.
    public let fix: Fix

    /// A fix of an item.
    public init(_ fix: Fix, of item: TrackItem) {
        self.fix = fix
        self.item = item
    }

    /// The position, where the status says that there is one and its coordinate can be written.
    public var position: Fix.Position? {
        guard [.located, .ambiguous].contains(fix.status), let position = fix.position else { return nil }
        let (latitude, longitude) = (position.coordinate.latitude, position.coordinate.longitude)
        return Coordinate(checkingLatitude: latitude, longitude: longitude) == nil ? nil : position
    }

    /// What stands in a column.
    public subscript(column: FixColumn) -> FixCell {
        switch column {
        case .item: .text(item.id)
        case .frame: .integer(fix.frame)
        case .timeSeconds: real(fix.timeSeconds, 3)
        case .timeUTC: timeUTC
        case .longitude: real(position?.coordinate.longitude, 7)
        case .latitude: real(position?.coordinate.latitude, 7)
        case .headingDegrees: heading
        case .confidence: real(position?.confidence, 4)
        case .radiusMeters: real(position?.radiusMeters, 1)
        case .accuracyMeters: real(position?.accuracyMeters, 1)
        case .r95Meters: real(position?.r95Meters, 1)
        case .status: .text(fix.status.rawValue)
        case .similarity: real(fix.match?.similarity, 6)
        case .placeID: fix.match.map { .integer($0.placeID) } ?? .empty
        case .placeSource: fix.match.map { .text($0.source) } ?? .empty
        case .runnerUpPlaceID: fix.runnerUp.map { .integer($0.placeID) } ?? .empty
        case .runnerUpSimilarity: real(fix.runnerUp?.similarity, 6)
        case .locator: .text(fix.locator)
        }
    }

    private var timeUTC: FixCell {
        guard let start = item.startUTC else { return .empty }
        return utcTimestamp(secondsSince1970: start + fix.timeSeconds).map { .time($0) } ?? .empty
    }

    /// A heading that its digits would round up to 360 is written as 0.
    private var heading: FixCell {
        guard let heading = position?.headingDegrees, heading.isFinite else { return .empty }
        let normalized = normalizedHeading(heading)
        return .real(normalized < 359.95 ? normalized : 0, digits: 1)
    }

    /// Nothing for values that no report can hold: NaN, infinities and absurd sizes.
    private func real(_ value: Double?, _ digits: Int) -> FixCell {
        guard let value, abs(value) < 1e10 else { return .empty }
        return .real(value, digits: digits)
    }
}
