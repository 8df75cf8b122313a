internal import Geodesy
internal import PilotageAPI

/// A located frame as a GeoJSON feature.
struct GeoFeature {
    /// The frame.
    let record: FixRecord
    /// Where it is.
    let coordinate: Coordinate

    /// A feature; nil for a frame without a position.
    init?(_ record: FixRecord) {
        guard let position = record.position else { return nil }
        self.record = record
        coordinate = position.coordinate
    }

    /// The feature as one line of JSON.
    ///
    /// - Parameter end: when the item's next frame begins; the frame's own time where there is none.
    func json(until end: FixCell) -> String {
        let begin = record[.timeUTC]
        let columns = FixColumn.allCases.filter { $0 != .longitude && $0 != .latitude }
        let properties =
            columns.map { (name: $0.rawValue, value: record[$0]) }
            + [(name: "t_begin", value: begin), (name: "t_end", value: end)]
        let members = properties.map { "\"\($0.name)\": \(jsonValue($0.value))" }.joined(separator: ", ")
        let position = "[\(jsonValue(record[.longitude])), \(jsonValue(record[.latitude]))]"
        return #"{"type": "Feature", "id": \#(jsonString("\(record.item.id)#\(record.fix.frame)")), "#
            + #""geometry": {"type": "Point", "coordinates": \#(position)}, "properties": {\#(members)}}"#
    }
}
