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

    /// Media files below a folder, sorted bytewise, with the number of other files passed over; galleries in it are
    /// not looked into.
    func media(below folder: String) throws -> (paths: [String], passedOver: Int) {
        var paths: [String] = []
        var passedOver = 0
        var folders = [folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder]
        while let current = folders.popLast() {
            for name in try FileManager.default.contentsOfDirectory(atPath: resolve(current))
            where !name.hasPrefix(".") {
                let path = current + "/" + name
                switch (isSymbolicLink(path), kind(path)) {
                case (true, .folder): continue  // a link to a folder above would never end
                // A gallery that lies among the footage holds embeddings, but none to locate.
                case (_, .folder): if kind(path + "/gallery.json") == .missing { folders.append(path) }
                default:
                    let source = MediaSource(path: resolve(path))
                    if registry.decoders.contains(where: { $0.recognizes(source) }) {
                        paths.append(path)
                    } else {
                        passedOver += 1
                    }
                }
            }
        }
        return (paths.sorted(by: bytewise), passedOver)
    }

    private func isSymbolicLink(_ path: String) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: resolve(path))) != nil
    }
}

/// The order of the bytes, the same in every locale.
func bytewise(_ one: String, _ other: String) -> Bool { one.utf8.lexicographicallyPrecedes(other.utf8) }
