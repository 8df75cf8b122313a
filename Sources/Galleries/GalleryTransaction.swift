internal import CGlibc
internal import Foundation
internal import PilotageAPI

/// A new state of a gallery, made beside it and put in its place at once.
///
/// Whatever happens before `commit` has swapped the two directories leaves the old gallery, whatever happens after it
/// the new one. What a crash leaves behind is removed by the next writer.
final class GalleryTransaction {
    /// Where the gallery is, or will be.
    let target: String
    /// The directory in which the new state is made.
    let staging: String
    let steps: FileSteps
    private let lock: GalleryLock
    private let parent: String

    /// Takes the lock, cleans up what a crash left, and makes an empty directory for the new state.
    init(target path: String, steps: FileSteps) throws {
        let names = GalleryPaths(path)
        (target, staging, parent) = (names.target, names.staging, names.parent)
        self.steps = steps
        lock = try GalleryLock(names.lock, gallery: path)
        try GalleryTransaction.recover(names, steps)
        try steps.remove(staging)
        try steps.call("make \(names.staging)") { mkdir(names.staging, 0o755) }
    }

    /// The path of a file in the new state.
    func path(_ name: String) -> String { "\(staging)/\(name)" }

    /// Puts the new state in the place of the old one, and removes the old one.
    func commit() throws {
        try steps.synchronize(staging)
        if FileManager.default.fileExists(atPath: target) {
            try swap()
            try steps.synchronize(parent)
            // The gallery is in its place: what is left of the old one is no reason to report a failure.
            try? steps.remove(staging)
        } else {
            try steps.call("rename \(staging)") { rename(staging, target) }
            try steps.synchronize(parent)
        }
        try? steps.take("unlock") { lock.removeFile() }
    }

    /// Removes what was made so far.
    func abandon() {
        try? steps.remove(staging)
        try? steps.take("unlock") { lock.removeFile() }
    }

    private func swap() throws {
        let names = GalleryPaths(target)
        try steps.take("exchange \(staging) and \(target)") {
            guard exchange_paths(staging, target) != 0 else { return }
            let reason = errno
            guard reason == EINVAL || reason == ENOSYS else {
                throw PilotageError(
                    .unwritable, "the new gallery cannot take the place of the old one", place: [target],
                    cause: String(cString: strerror(reason)))
            }
            try swapInTwoSteps(names)
        }
    }

    /// For file systems that cannot exchange two names. Between the steps the gallery is `names.old`; opening knows that.
    private func swapInTwoSteps(_ names: GalleryPaths) throws {
        try steps.call("rename \(target)") { rename(target, names.old) }
        try steps.call("rename \(staging)") { rename(staging, target) }
        try? steps.remove(names.old)
    }

    /// Ends what a crash between the two steps of a swap began.
    private static func recover(_ names: GalleryPaths, _ steps: FileSteps) throws {
        guard FileManager.default.fileExists(atPath: names.old) else { return }
        if FileManager.default.fileExists(atPath: names.target) {
            try steps.remove(names.old)
        } else {
            try steps.call("rename \(names.old)") { rename(names.old, names.target) }
        }
    }
}

/// The names that belong to a gallery.
struct GalleryPaths {
    let target: String
    let parent: String
    let staging: String
    let old: String
    let lock: String

    init(_ path: String) {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL
        target = url.path.hasSuffix("/") && url.path.count > 1 ? String(url.path.dropLast()) : url.path
        parent = url.deletingLastPathComponent().path
        let base = "\(parent)/.\(url.lastPathComponent)"
        (staging, old, lock) = (base + ".staging", base + ".old", base + ".lock")
    }

    /// The directory that is the gallery now, also where a crash interrupted a swap.
    var current: String {
        let manager = FileManager.default
        return !manager.fileExists(atPath: target) && manager.fileExists(atPath: old) ? old : target
    }
}
