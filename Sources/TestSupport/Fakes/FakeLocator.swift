package import PilotageAPI

/// Answers the best candidate with the confidence that its option gives; ambiguous where a shot begins.
package struct FakeLocator: Locator {
    package static let name = "locate.fake"
    package static let summary = "the best candidate, for tests"

    package struct Options: PluginOptions {
        package let confidence: Double
        package let failAt: Int
        package let timed: Bool
        package init(from reader: inout OptionReader) {
            failAt = reader.int("fail_at", default: 1000, in: 0...1000, "the frame that it has no answer for")
            confidence = reader.double("confidence", default: 0.5, in: 0...1, "what every fix claims")
            timed = reader.bool("timed", default: false, "whether tracks without true times are ambiguous")
        }
    }

    private let options: Options

    package init(_ options: Options) { self.options = options }

    package func locate(_ track: any TrackEvidence, in gallery: Gallery, emit: (Fix) throws -> Void) throws {
        try track.forEachFrame { frame in
            if frame.frame == options.failAt {
                throw PilotageError(.damaged, "the locator of the fake is lost")
            }
            var fix = Fix(
                frame: frame.frame, timeSeconds: frame.timeSeconds,
                status: frame.isDamaged ? .undecodable : .noMatch, position: nil, match: nil, runnerUp: nil,
                locator: Self.name)
            if let best = frame.candidates.first {
                let place = gallery.places[best.row]
                fix.status = frame.beginsShot || options.timed && !track.isTimed ? .ambiguous : .located
                fix.match = Fix.Match(
                    placeID: place.id, source: place.source, similarity: Double(best.similarity))
                fix.position = Fix.Position(
                    coordinate: place.coordinate, headingDegrees: place.headingDegrees,
                    confidence: options.confidence, radiusMeters: 25, accuracyMeters: 10, r95Meters: 20)
            }
            try emit(fix)
        }
    }

    package static func calibrate(_ samples: [CalibrationSample], metric: Metric) -> [String: Double] { [:] }
}
