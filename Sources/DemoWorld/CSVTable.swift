import Foundation

/// A CSV file without quoted commas, as the demo's own are.
struct CSVTable {
    let header: [String]
    let rows: [[String]]

    init(_ file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        header = lines.first ?? []
        rows = Array(lines.dropFirst())
    }

    func value(_ column: String, of row: [String]) -> String? {
        header.firstIndex(of: column).flatMap { $0 < row.count ? row[$0] : nil }
    }

    /// The position that a row gives, in degrees; nil where it gives none.
    func position(_ latitude: String, _ longitude: String, of row: [String]) -> (
        latitude: Double, longitude: Double
    )? {
        guard let latitude = value(latitude, of: row).flatMap({ Double($0) }),
            let longitude = value(longitude, of: row).flatMap({ Double($0) })
        else { return nil }
        return (latitude, longitude)
    }
}
