internal import Foundation
internal import Glibc
internal import PilotageAPI

/// Finds the files that a path, a pattern or a folder stands for.
struct MediaFiles {
    /// Where relative paths start.
    let base: String
    let registry: Registry

    /// A path as written, ready to open.
    func resolve(_ path: String) -> String {
        path.hasPrefix("/") || base.isEmpty ? path : base + "/" + path
    }

    enum Kind { case file, folder, missing }

    func kind(_ path: String) -> Kind {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: resolve(path), isDirectory: &isFolder) else {
            return .missing
        }
        return isFolder.boolValue ? .folder : .file
    }

    /// Paths as found for a pattern with `*`, `?` or `[…]`, sorted bytewise.
    func matches(ofPattern pattern: String) -> [String] {
        var result = glob_t()
        defer { globfree(&result) }
        // Letters of the folder itself stand for themselves.
        let escapedBase = base.replacing(#/[\[\]*?\\]/#) { "\\" + $0.output }
        let full = pattern.hasPrefix("/") || base.isEmpty ? pattern : escapedBase + "/" + pattern
        guard glob(full, GLOB_NOSORT, nil, &result) == 0 else { return [] }
        let prefix = resolve("")
        var paths: [String] = []
        for index in 0..<Int(result.gl_pathc) {
            guard let bytes = result.gl_pathv[index] else { continue }
            let path = String(cString: bytes)
            paths.append(
                pattern.hasPrefix("/") || !path.hasPrefix(prefix)
                    ? path : String(path.dropFirst(prefix.count)))
        }
        return paths.sorted(by: bytewise)
    }

    /// The media below a folder; galleries in it are not looked into.
    ///
    /// - Throws: `PilotageError` where the folder itself cannot be read.
    func media(below folder: String) throws -> MediaFolder {
        try MediaFolder(path: resolve(folder), registry: registry)
    }
}
