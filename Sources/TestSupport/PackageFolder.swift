package import Foundation

/// Folders that tests use.
package enum PackageFolder {
    /// The root of the package.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Real footage for local tests, beside the package; absent on most machines.
    package static let sharedData = root.deletingLastPathComponent().appending(path: "shared/data")

    /// Whether the real footage is there.
    package static let hasSharedData = FileManager.default.fileExists(atPath: sharedData.path)
}
