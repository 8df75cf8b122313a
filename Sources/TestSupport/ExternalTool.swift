internal import Foundation

/// A program of the system that a test compares with.
public struct ExternalTool: Sendable {
    /// What a run of a program gave.
    public struct Output: Sendable {
        /// The exit status.
        public var status: Int32
        /// What it wrote to its standard output.
        public var text: String
        /// What it wrote to its standard error.
        public var errors: String
    }

    /// Where it is.
    public let path: String

    /// The first program of that name in the directories of `PATH`; nil where it is not installed.
    public init?(_ name: String) {
        let directories = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        let paths = directories.map { "\($0)/\(name)" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else { return nil }
        self.path = path
    }

    /// Whether a program is installed.
    public static func isInstalled(_ name: String) -> Bool { ExternalTool(name) != nil }

    /// Runs it to its end.
    public func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Output {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        let output = Pipe()
        // A file instead of a second pipe, so that a full pipe cannot block the program.
        let errorPath = folder.path(".errors-\(UUID().uuidString)")
        try Data().write(to: URL(fileURLWithPath: errorPath))
        let errorFile = try FileHandle(forWritingTo: URL(fileURLWithPath: errorPath))
        process.standardOutput = output
        process.standardError = errorFile
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try errorFile.close()
        defer { try? FileManager.default.removeItem(atPath: errorPath) }
        let errors = String(decoding: try Data(contentsOf: URL(fileURLWithPath: errorPath)), as: UTF8.self)
        return Output(status: process.terminationStatus, text: text, errors: errors)
    }
}
