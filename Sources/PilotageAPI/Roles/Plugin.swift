/// A stage of the work that can be chosen by name.
///
/// A plugin knows nothing of the others. It is made once a run, and called from several threads at once.
public protocol Plugin: Sendable {
    /// What a manifest can set; `NoOptions` where there is nothing.
    associatedtype Options: PluginOptions
    /// Role, dot, own name, as in `embed.vlad`: lower case, `[a-z0-9]+` each.
    static var name: String { get }
    /// One sentence for tables: what it does, without a full stop.
    static var summary: String { get }
    /// The libraries it runs with, each with its version at run time, such as `FFmpeg 5.1.9`.
    static var libraries: [String] { get }
}

extension Plugin {
    /// None, unless the plugin says otherwise.
    public static var libraries: [String] { [] }
    /// Every option with its default, range and help.
    public static var optionDescriptions: [OptionDescription] { Options.descriptions }
}
