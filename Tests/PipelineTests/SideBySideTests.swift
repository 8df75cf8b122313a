import Foundation
import Manifests
import PilotageAPI
import Pipeline
import TestSupport
import Testing

/// Whether items are located while others are.
struct SideBySideTests {
    /// Waits in every item until another one is being located too.
    struct MeetingLocator: Locator {
        static let name = "locate.meeting"
        static let summary = "waits for another item, for tests"
        typealias Options = NoOptions
        /// Used by the one test of this suite alone.
        static let meeting = Meeting()

        init(_ options: NoOptions) {}

        func locate(_ track: any TrackEvidence, in gallery: Gallery, emit: (Fix) throws -> Void) throws {
            guard Self.meeting.attend() else { throw PilotageError(.exhausted, "nobody came") }
            try FakeLocator(FakeLocator.Options.defaults).locate(track, in: gallery, emit: emit)
        }

        static func calibrate(_ samples: [CalibrationSample], metric: Metric) -> [String: Double] { [:] }
    }

    /// `@unchecked Sendable`: the count is guarded by the condition.
    final class Meeting: @unchecked Sendable {
        private let condition = NSCondition()
        private var present = 0

        /// Waits for the second one; false where nobody comes in ten minutes, which is long even on a machine that is
        /// busy with other tests, or was asleep.
        func attend() -> Bool {
            condition.lock()
            defer { condition.unlock() }
            present += 1
            condition.broadcast()
            let end = Date(timeIntervalSinceNow: 600)
            while present < 2 { if !condition.wait(until: end) { return false } }
            return true
        }
    }

    @Test func `items are located while others are`() throws {
        let folder = try TemporaryFolder()
        // Whose last frames are in one batch are located one after the other; those of six items never all are.
        let names = ["a", "b", "c", "d", "e", "f"]
        for name in names {
            try folder.write((0..<20).map { "\($0 % 10)" }.joined(separator: " "), to: "\(name).fake")
        }
        try folder.write("", to: "street.gallery/gallery.json")
        let fakes = FakeEngine.registry
        let registry = Registry(
            decoders: fakes.decoders, embedders: fakes.embedders, matchers: fakes.matchers,
            locators: [MeetingLocator.self], reporters: fakes.reporters)
        let manifest = try folder.write(
            "pilotage: 1\ngallery: street.gallery\nitems: ['*.fake']\nreport: [{use: report.fake, path: o.txt}]\n",
            to: "run.yaml")
        let batch = try BatchRun(
            fake: ManifestReader(registry: registry).read(path: manifest), in: folder, registry: registry)
        let progress = RunProgress { _ in }
        _ = try batch.process(progress)
        #expect(progress.snapshot().done == names.count)
    }
}
