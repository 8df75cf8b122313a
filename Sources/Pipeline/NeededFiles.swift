internal import Foundation
internal import Glibc
internal import Manifests
internal import PilotageAPI

/// What a run stands on: no report may take its place. Kept in the run store, for reports that are written later.
///
/// Paths are absolute and free of links. They are compared without regard to the case of letters, as some file systems
/// do.
struct NeededFiles: Codable {
    /// The gallery's directory.
    private(set) var gallery: String
    /// The files of all items, by their names in lower case; of a link both the link and what it leads to.
    private(set) var items: [String: String] = [:]
    /// The manifest and what it names.
    private(set) var manifest: Set<String> = []

    init(_ plan: Plan, gallery: String) {
        self.gallery = Self.resolved(gallery + "/.")
        for source in plan.items.lazy.flatMap(\.sources) {
            for name in Self.bothNames(source.path) { items[name.lowercased()] = name }
        }
        for path in plan.manifestFiles { manifest.formUnion(Self.bothNames(path).map { $0.lowercased() }) }
    }

    /// What a file is that would be written over; nil where it is none of them.
    func role(of resolved: String) -> String? {
        if resolved.hasPrefix(gallery + "/") { return "a file of the gallery" }
        if items[resolved] != nil { return "an item's file" }
        return manifest.contains(resolved) ? "the manifest or a file that it names" : nil
    }

    /// A path with its directory free of links and dots, as far as that exists, in lower case. The name itself is not
    /// followed: a link there would be replaced.
    static func resolved(_ path: String) -> String { absolute(path).lowercased() }

    private static func absolute(_ path: String) -> String {
        let name = path.lastName
        let parent = path.parentPath
        // The system's own way, since `link/..` is not the directory that the link lies in.
        if let real = realPath(parent.isEmpty ? "." : parent) {
            if name == "." { return real }
            return (real == "/" ? "" : real) + "/" + name
        }
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let folder = url.deletingLastPathComponent().resolvingSymlinksInPath().path
        return (folder == "/" ? "" : folder) + "/" + url.lastPathComponent
    }

    private static func bothNames(_ path: String) -> Set<String> {
        var status = stat()
        let isLink = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
        return Set([absolute(path), isLink ? realPath(path) : nil].compactMap { $0 })
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
