internal import GRDB

/// Values of a row that may hold anything: the file lies open to every other program, and GRDB's own subscripts end the
/// program over a value of another type.
extension Row {
    /// A column's value.
    ///
    /// - Throws: `DatabaseError` where it is missing or of another type.
    func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
        guard let value: Value = try optional(column) else { throw mismatch(column) }
        return value
    }

    /// A column's value; nil where it is missing.
    ///
    /// - Throws: `DatabaseError` where it is of another type.
    func optional<Value: DatabaseValueConvertible>(_ column: String) throws -> Value? {
        let stored: DatabaseValue = self[column]
        if stored.isNull { return nil }
        guard let value = Value.fromDatabaseValue(stored) else { throw mismatch(column) }
        return value
    }

    private func mismatch(_ column: String) -> DatabaseError {
        DatabaseError(
            resultCode: .SQLITE_MISMATCH,
            message: "column '\(column)' holds \((self[column] as DatabaseValue).description)")
    }
}
