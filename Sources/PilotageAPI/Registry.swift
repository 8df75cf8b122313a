/// The plugins of the program, by role. The one list of them stands in `Catalog`.
public struct Registry: Sendable {
    /// In the order in which they are asked whether they recognize a source.
    public let decoders: [any Decoder.Type]
    /// The first is the default for photos, the last takes vectors as they are.
    public let embedders: [any Embedder.Type]
    /// The first is the default.
    public let matchers: [any Matcher.Type]
    /// The first is the default.
    public let locators: [any Locator.Type]
    /// All ways to write results.
    public let reporters: [any Reporter.Type]

    /// A list of plugins by role.
    public init(
        decoders: [any Decoder.Type], embedders: [any Embedder.Type], matchers: [any Matcher.Type],
        locators: [any Locator.Type], reporters: [any Reporter.Type]
    ) {
        self.decoders = decoders
        self.embedders = embedders
        self.matchers = matchers
        self.locators = locators
        self.reporters = reporters
    }

    /// Every plugin, by role and then in the order of the list.
    public var all: [any Plugin.Type] {
        decoders as [any Plugin.Type] + embedders + matchers + locators + reporters
    }

    /// The plugin of a name.
    ///
    /// - Parameter role: one of the lists of this registry.
    /// - Throws: `PilotageError` that names the nearest known one.
    public static func find<Role>(_ name: String, in role: [Role]) throws -> Role {
        let names = role.compactMap { ($0 as? any Plugin.Type)?.name }
        if let index = names.firstIndex(of: name) { return role[index] }
        let hint =
            nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
            ?? "known here: \(names.joined(separator: ", "))"
        throw PilotageError(.invalid, "unknown plugin '\(name)'", hint: hint)
    }
}
