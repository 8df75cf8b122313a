import PilotageAPI

/// All that is wrong with the options of a command, so that it is told at once.
struct OptionProblems {
    private var errors: [PilotageError] = []

    /// Notes a problem.
    mutating func add(_ message: String, hint: String? = nil) {
        errors.append(PilotageError(.invalid, message, hint: hint))
    }

    /// Notes a number that is out of its range; nil is an option that was not given.
    mutating func check(_ name: String, _ value: Double?, in range: ClosedRange<Double>) {
        guard let value, !range.contains(value) else { return }
        add(
            "\(name) is \(shortest(value)), but must be \(shortest(range.lowerBound)) to \(shortest(range.upperBound))"
        )
    }

    /// Notes a whole number that is out of its range; nil is an option that was not given.
    mutating func check(_ name: String, _ value: Int?, in range: ClosedRange<Int>) {
        guard let value, !range.contains(value) else { return }
        add("\(name) is \(value), but must be \(range.lowerBound) to \(range.upperBound)")
    }

    /// Notes options that were given but change nothing.
    ///
    /// - Parameters:
    ///   - options: names, and whether they were given.
    ///   - reason: continues "has no effect".
    mutating func checkIdle(_ options: KeyValuePairs<String, Bool>, _ reason: String) {
        for (name, isGiven) in options where isGiven {
            add("\(name) has no effect \(reason)", hint: "leave \(name) out")
        }
    }

    /// - Throws: `PilotageErrors`, where anything is wrong.
    func check() throws { if !errors.isEmpty { throw PilotageErrors(errors) } }
}
