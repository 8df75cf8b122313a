/// What a manifest can set for a plugin.
///
/// One option is one line: the reader's call gives its key, default, range and help, from which the manifest is
/// checked and the documentation is written.
///
///     public struct NearestOptions: PluginOptions {
///         public let radiusMeters: Double
///         public init(from reader: inout OptionReader) {
///             radiusMeters = reader.double("radius_m", default: 25, in: 1...10_000, "radius that confidence speaks of")
///         }
///     }
public protocol PluginOptions: Sendable {
    /// Reads every option. Wrong values are noted by the reader, which answers the default for them.
    init(from reader: inout OptionReader)
}

/// For plugins without options.
public struct NoOptions: PluginOptions {
    /// Reads nothing.
    public init(from reader: inout OptionReader) {}
}

extension PluginOptions {
    /// The options that a manifest gives.
    ///
    /// - Parameters:
    ///   - node: an object of options; nil for all defaults.
    ///   - plugin: the plugin's name, for messages.
    /// - Throws: `PilotageErrors` with all that is wrong.
    public init(_ node: OptionNode?, of plugin: String) throws {
        var reader = OptionReader(node ?? .empty, of: plugin)
        let options = Self(from: &reader)
        let problems = reader.finish()
        guard problems.isEmpty else { throw PilotageErrors(problems) }
        self = options
    }

    /// All options with their defaults set.
    public static var defaults: Self {
        var reader = OptionReader(.empty, of: "")
        return Self(from: &reader)
    }

    /// Every option with its default, range and help.
    public static var descriptions: [OptionDescription] {
        var reader = OptionReader(.empty, of: "")
        _ = Self(from: &reader)
        return reader.descriptions
    }
}

/// An option as documentation shows it.
public struct OptionDescription: Sendable, Equatable {
    /// The key in a manifest.
    public var key: String
    /// The values it takes, such as `1 … 1000` or `500ms, 1s, keyframes, all`.
    public var values: String
    /// The JSON Schema of its values, as JSON text.
    public var schema: String
    /// The value where none is given.
    public var defaultValue: String
    /// A sentence without a full stop.
    public var help: String
    /// Whether the value is the path of a file.
    public var namesFile = false
}
