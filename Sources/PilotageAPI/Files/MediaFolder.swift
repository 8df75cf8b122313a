internal import Glibc

/// The media files below a folder, and the folders there that could not be looked into.
///
/// Hidden files and folders are passed over, and so are links to folders, which could lead round in circles, and galleries
/// that lie among the footage: what they hold is not to be located, or learned from.
package struct MediaFolder: Sendable {
    /// A folder that cannot be read, or a file whose name is not text.
    package struct Unreadable: Sendable {
        /// Its path below the folder that was asked for.
        package let path: String
        /// Why, of the kind `unreadable`.
        package let error: PilotageError
    }

    /// Paths below the folder of what some decoder recognizes, in the order of their bytes.
    package private(set) var files: [String] = []
    /// How many other files there are.
    package private(set) var otherFiles = 0
    /// What is below these is not known; in the order of their bytes.
    package private(set) var unreadable: [Unreadable] = []

    /// Walks through a folder and all below it.
    ///
    /// - Throws: `PilotageError` of the kind `unreadable` where the folder itself cannot be read.
    package init(path: String, registry: Registry) throws {
        var waiting = [""]
        while let folder = waiting.popLast() {
            do {
                let entries = try FolderEntry.list(Self.join(path, folder))
                if !folder.isEmpty, entries.contains(where: { $0.name == "gallery.json" }) { continue }
                for entry in entries {
                    let name = Self.join(folder, entry.name)
                    if !entry.isText {
                        unreadable.append(Unreadable(path: name, error: FolderEntry.namelessError))
                    } else if entry.isFolder {
                        if !entry.isLink { waiting.append(name) }
                    } else if registry.recognizes(MediaSource(path: Self.join(path, name))) {
                        files.append(name)
                    } else {
                        otherFiles += 1
                    }
                }
            } catch {
                guard !folder.isEmpty else { throw error }
                unreadable.append(Unreadable(path: folder, error: error))
            }
        }
        files.sort(by: bytewise)
        unreadable.sort { bytewise($0.path, $1.path) }
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty
            ? name : name.isEmpty ? folder : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}

/// The order of the bytes, the same in every locale.
package func bytewise(_ one: String, _ other: String) -> Bool {
    one.utf8.lexicographicallyPrecedes(other.utf8)
}

extension Registry {
    /// Whether some decoder should be tried on a source.
    fileprivate func recognizes(_ source: MediaSource) -> Bool { decoders.contains { $0.recognizes(source) } }
}

/// A name in a folder.
private struct FolderEntry {
    let name: String
    /// Whether the name is UTF-8; another one has no path here that leads to it.
    let isText: Bool
    let isFolder: Bool
    /// Whether it is a symbolic link, to whatever it leads.
    let isLink: Bool

    /// All names that are not hidden, before any of them is worked on: a folder is read whole or not at all.
    static func list(_ folder: String) throws(PilotageError) -> [FolderEntry] {
        guard let stream = opendir(folder) else { throw refusal(errno) }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw refusal(errno) }
                return entries
            }
            let (name, isText) = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                let bytes = bytes.prefix { $0 != 0 }
                return (
                    String(decoding: bytes, as: UTF8.self), String(validating: bytes, as: UTF8.self) != nil
                )
            }
            guard !name.hasPrefix(".") else { continue }
            guard isText else {
                entries.append(FolderEntry(name: name, isText: false, isFolder: false, isLink: false))
                continue
            }
            var status = stat()
            if lstat("\(folder)/\(name)", &status) != 0 {
                // One that went away meanwhile is left to its decoder to complain of.
                guard errno == ENOENT else { throw refusal(errno) }
            }
            let isLink = status.st_mode & S_IFMT == S_IFLNK
            if isLink, stat("\(folder)/\(name)", &status) != 0 { status.st_mode = 0 }
            entries.append(
                FolderEntry(
                    name: name, isText: true, isFolder: status.st_mode & S_IFMT == S_IFDIR, isLink: isLink))
        }
    }

    static var namelessError: PilotageError {
        PilotageError(
            .unreadable, "the name of this file is not UTF-8",
            hint: "rename it; its name is shown with \u{FFFD}")
    }

    private static func refusal(_ code: Int32) -> PilotageError {
        PilotageError(
            .unreadable, "the folder cannot be read", cause: String(cString: strerror(code)),
            hint: code == EACCES ? "give this user the right to read it" : nil)
    }
}
