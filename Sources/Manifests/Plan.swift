public import Geodesy
public import PilotageAPI

/// A manifest that was checked: what to process, and how.
public struct Plan: Sendable {
    /// The run's name.
    public var name: String
    /// The gallery's directory.
    public var galleryPath: String
    /// What to process, in manifest order, with unique ids.
    public var items: [PlannedItem]
    /// What answers are confined to.
    public var region: Region?
    /// How files are decoded.
    public var decode: PluginSection
    /// How embeddings are matched.
    public var match: PluginSection
    /// Candidates per frame.
    public var limit: Int
    /// How candidates become fixes.
    public var locate: PluginSection
    /// What is written.
    public var reports: [PlannedReport]
    /// The manifest and the tables and polygons that it names, ready to open; none for paths given as arguments.
    public var manifestFiles: [String]
    /// What the user should know, though nothing is wrong: files passed over, say.
    public var remarks: [String]
}

/// A plugin with its options.
public struct PluginSection: Sendable, Equatable {
    /// The plugin's name; nil for a decoder that is chosen by what recognizes the file.
    public var plugin: String?
    /// Its options, checked.
    public var options: OptionNode

    /// A plugin with its options.
    public init(plugin: String?, options: OptionNode = .empty) {
        self.plugin = plugin
        self.options = options
    }
}

/// One input.
public struct PlannedItem: Sendable, Equatable {
    /// Unique in the plan.
    public var id: String
    /// One file, the files of a sequence in order, or a file for every camera of a rig.
    public var sources: [MediaSource]
    /// Whether the sources are photos of one sequence, one frame each.
    public var isSequence: Bool
    /// Of cameras that are fixed to each other: where that of each source looks, in degrees clockwise from the item's heading,
    /// [0, 360), unlike each other; nil where the sources are no rig.
    public var rigHeadingsDegrees: [Double]?
    /// Of equirectangular pictures: where the item's front is in them, in degrees to the right of the middle column, [0, 360);
    /// nil for other pictures.
    public var panoramaFrontDegrees: Double?
    /// When it starts: seconds since 1970-01-01T00:00:00Z.
    public var startUTC: Double?
    /// Horizontal field of view in degrees, (0, 180); that of every camera of a rig.
    public var fieldOfViewDegrees: Double?
    /// Why the item fails without being tried; nil for one that can be. Such as a folder below it that cannot be read.
    public var refusal: PilotageError?

    /// Whether its frames hold views to several sides.
    public var isSeveralViews: Bool { rigHeadingsDegrees != nil || panoramaFrontDegrees != nil }
}

/// A file to write.
public struct PlannedReport: Sendable, Equatable {
    /// The reporter with its options.
    public var section: PluginSection
    /// Relative to the output directory, or absolute.
    public var path: String

    /// A file to write.
    public init(section: PluginSection, path: String) {
        self.section = section
        self.path = path
    }

    /// Where it is written in a run with some output directory.
    public func path(in output: String) -> String { path.hasPrefix("/") ? path : "\(output)/\(path)" }
}
