internal import Foundation
package import PilotageAPI

/// Reads text files that say what frames they hold, a word a frame: a number is a frame whose one-element embedding it
/// is, `x` a damaged frame, `!` an error, `?` a frame that `FakeEmbedder` refuses, `|` a damaged frame where the file was cut
/// short; `i5` a picture of one pixel whose sample is 5, `p5` a panorama of such pixels. A `/` before a word says that its frame begins
/// a shot. Times are half seconds, unless a word ends in its own, as `i5@0.7` does.
package struct FakeDecoder: Decoder {
    package static let name = "decode.fake"
    package static let summary = "frames from words, for tests"
    package typealias Options = NoOptions

    package init(_ options: NoOptions) {}

    package static func recognizes(_ source: MediaSource) -> Bool { source.path.hasSuffix(".fake") }

    package func frames(of source: MediaSource, as format: FrameFormat, threads: Int) throws
        -> any FrameReader
    {
        guard let text = try? String(contentsOfFile: source.path, encoding: .utf8) else {
            throw PilotageError(.unreadable, "the file cannot be read")
        }
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        return Reader(words: source.rows.map { rows in rows.map { words[$0] } } ?? words)
    }

    private final class Reader: FrameReader {
        private let words: [String]
        private var position = 0
        let provenance = Provenance(camera: "fake")
        private(set) var losses = DecodingLosses()

        init(words: [String]) { self.words = words }

        var durationSeconds: Double? { Double(words.count) / 2 }
        var stepSeconds: Double? { 0.5 }

        func next() throws -> Frame? {
            guard position < words.count else { return nil }
            defer { position += 1 }
            let parts = words[position].split(separator: "@")
            let beginsShot = parts[0].hasPrefix("/")
            return Frame(
                index: position,
                timeSeconds: parts.count > 1 ? Double(parts[1]) ?? 0 : Double(position) / 2,
                content: try content(String(parts[0].dropFirst(beginsShot ? 1 : 0))), beginsShot: beginsShot)
        }

        private func content(_ word: String) throws -> FrameContent {
            switch word {
            case "!": throw PilotageError(.damaged, "the fake is broken", hint: "mend it")
            case "?": return .vector([.infinity])
            case "x", "|":
                losses.isTruncated = word == "|"
                losses.damagedPackets += 1
                return .damaged
            case _ where word.hasPrefix("i"):
                let sample = UInt8(word.dropFirst()) ?? 0
                return .image(Image(width: 1, height: 1, channels: 1, samples: [sample]))
            case _ where word.hasPrefix("p"):
                let sample = UInt8(word.dropFirst()) ?? 0
                return .image(
                    Image(
                        width: 16, height: 8, channels: 1, samples: [UInt8](repeating: sample, count: 128)))
            default: return .vector([Float(word) ?? 0])
            }
        }
    }
}
