internal import PilotageAPI

extension BuildingHeights {
    private static let metersRange = 0.5...500.0
    private static let levelRange = 1.0...10.0
    private static let scaleRange = 0.1...10.0
    private static let form = "words between commas: typical, level=2.9, house=6, other=9, scale=1.2"

    /// Guesses as an argument writes them: words between commas, each at most once.
    ///
    /// - `typical`: guesses for towns of Europe; they hold for all that no other word says.
    /// - `level=2.9`: meters from floor to floor, 1 to 10.
    /// - `house=6`: meters of buildings of a kind, 0.5 to 500; any value of the tag `building` is a kind.
    /// - `other=9`: meters of every kind that no other word names, whatever its area, 0.5 to 500.
    /// - `scale=1.2`: all of these multiplied, 0.1 to 10.
    ///
    /// - Throws: `PilotageError` `invalid`, which names the word and what is expected.
    public init(parsing text: String) throws {
        var words: [String: Double] = [:]
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                \.plain)
            if sides == ["typical"] { continue }
            let value = try Self.value(sides)
            guard words.updateValue(value, forKey: sides[0]) == nil else {
                throw PilotageError(.invalid, "'\(sides[0])' is given twice")
            }
        }
        let scale = words.removeValue(forKey: "scale") ?? 1
        let level = words.removeValue(forKey: "level") ?? Self.typical.levelMeters
        let other = words.removeValue(forKey: "other")
        let unnamed = other == nil ? Self.typical.metersByKind : [:]
        self = BuildingHeights(
            levelMeters: level, metersByKind: unnamed.merging(words) { $1 },
            metersByArea: other.map { [AreaStep(upTo: .infinity, $0)] } ?? Self.typical.metersByArea
        ).scaled(by: scale)
    }

    /// The number of a word that is cut at its `=`.
    private static func value(_ sides: [String]) throws -> Double {
        let name = sides[0]
        try check(name)
        guard sides.count == 2 else {
            throw PilotageError(.invalid, "'\(name)' has no value", hint: "write \(form)")
        }
        let (range, unit) =
            switch name {
            case "scale": (scaleRange, "a factor")
            case "level": (levelRange, "meters from floor to floor")
            default: (metersRange, "meters")
            }
        guard let value = decimal(sides[1]), range.contains(value) else {
            throw PilotageError(
                .invalid,
                "'\(name)' is '\(sides[1])', but must be \(unit), \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Refuses what cannot be a kind, and what is most likely a misspelt one.
    private static func check(_ name: String) throws {
        let isName =
            (1...64).contains(name.count)
            && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || "_-:".contains($0)) }
        guard isName else {
            throw PilotageError(.invalid, "'\(name)' is no kind of building", hint: "write \(form)")
        }
        let known = ["level", "other", "scale", "typical"] + typical.metersByKind.keys.sorted()
        guard !known.contains(name), let near = nearestName(to: name, among: known) else { return }
        throw PilotageError(
            .invalid, "'\(name)' is no known kind of building; did you mean '\(near)'?", hint: "write \(form)"
        )
    }
}

extension Substring {
    /// Without the spaces around it.
    fileprivate var plain: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
