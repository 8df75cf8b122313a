internal import Foundation
package import PilotageAPI

/// Writes a line a fix; its option makes it fail at the n-th.
package final class FakeReporter: Reporter, @unchecked Sendable {  // used by one thread at a time
    package static let name = "report.fake"
    package static let summary = "a line a fix, for tests"

    package struct Options: PluginOptions {
        package let failAt: Int
        package let showsProvenance: Bool
        package init(from reader: inout OptionReader) {
            failAt = reader.int(
                "fail_at", default: 0, in: 0...1000, "the fix at which writing fails; 0 for never")
            showsProvenance = reader.bool(
                "provenance", default: false, "whether a line tells the camera of every item")
        }
    }

    private let options: Options
    private let path: String
    private var text = ""
    private var written = 0

    package init(_ options: Options, path: String) {
        self.options = options
        self.path = path
    }

    /// The report, and a file beside it that is never written.
    package var files: [String] { [path, path + ".side"] }

    package func begin(_ run: RunHeader) { text = "run \(run.name)\n" }

    package func write(_ track: any Track) throws {
        if options.showsProvenance, let camera = track.item.provenance.camera {
            text += "\(track.item.id) by \(camera)\n"
        }
        try track.forEachFix { fix in
            written += 1
            if written == options.failAt { throw PilotageError(.unwritable, "the disk of the fake is full") }
            let place = fix.match.map { "\($0.placeID)" } ?? "-"
            text += "\(track.item.id) \(fix.frame) \(fix.timeSeconds) \(fix.status.rawValue) \(place)\n"
        }
    }

    package func finish(_ summary: RunSummary) throws {
        for failure in summary.failures {
            text += "failed \(failure.item): \(failure.kind): \(failure.message)\n"
        }
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }

    package func abandon() { text = "" }
}
