public import PilotageAPI

/// All that is wrong with a table, so that it is told at once.
public struct TableProblems {
    private let name: String
    private var errors: [PilotageError] = []
    private var omitted = 0
    private static let limit = 50

    /// Nothing wrong so far with the table of that name.
    public init(_ name: String) { self.name = name }

    /// Whether nothing is wrong so far.
    public var isEmpty: Bool { errors.isEmpty }

    /// Notes a problem; lines count from 1, the header is the first.
    public mutating func add(_ message: String, line: Int, hint: String? = nil) {
        guard errors.count < TableProblems.limit else {
            omitted += 1
            return
        }
        errors.append(PilotageError(.invalid, message, place: ["\(name), line \(line)"], hint: hint))
    }

    /// What is wrong, in the order of the file; the last one counts those that are left out.
    public var all: [PilotageError] {
        guard omitted > 0 else { return errors }
        let rest = PilotageError(
            .invalid, "\(omitted) more problems of this kind are not listed", place: [name])
        return errors + [rest]
    }

    /// - Throws: `PilotageErrors` in the order of the file, where anything is wrong.
    public func check() throws {
        if !errors.isEmpty { throw PilotageErrors(all) }
    }
}
