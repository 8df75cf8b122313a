internal import PilotageAPI

/// A cell as a JSON value; null where nothing is known.
func jsonValue(_ cell: FixCell) -> String {
    switch cell {
    case .text(let text), .time(let text): jsonString(text)
    case .empty, .integer, .real: cell.text ?? "null"
    }
}
