import EmbedVLAD
import Foundation
import PilotageAPI
import Synchronization
import Testing

struct VLADEmbedderTests {
    private let options: VLADEmbedder.Options
    private let fitted: FittedModel
    private let embedder: VLADEmbedder
    private let frames: [Frame]

    init() throws {
        options = try Pictures.options(["vocabularies": 2, "words": 8])
        let samples = Pictures.samples(24)
        fitted = try VLADEmbedder.fit(options, to: samples, seed: 1)
        embedder = try VLADEmbedder(options, model: fitted.files)
        frames = samples.map(\.frame)
    }

    @Test func `the same frame gives the same bits, whatever stands beside it`() throws {
        let all = try embedder.embed(frames)
        for (row, frame) in frames.enumerated() {
            #expect(try Array(embedder.embed([frame])[0]) == Array(all[row]))
        }
        let other = Pictures.frame(Pictures.spots(seed: 50, width: 90, height: 110))
        #expect(try Array(embedder.embed([other, frames[3]])[1]) == Array(all[3]))
    }

    @Test func `several threads at once get the same bits`() throws {
        let expected = try embedder.embed(frames)
        let wrong = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            if (try? embedder.embed(frames)) != expected { wrong.withLock { $0 += 1 } }
        }
        #expect(wrong.withLock { $0 } == 0)
    }

    @Test func `embeddings have length 1 and fewer elements than photos`() throws {
        let embeddings = try embedder.embed(frames)
        #expect(embedder.dimension == embeddings.dimension && embedder.dimension < 24)
        for row in 0..<embeddings.count {
            #expect(abs(embeddings[row].reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
        }
        #expect(try embedder.embed([]).count == 0)
    }

    @Test func `views of one scene are more alike than views of others`() throws {
        let embeddings = try embedder.embed(frames)
        for row in 0..<24 {
            let similarities = (0..<24).map { other in
                other == row ? -1 : zip(embeddings[row], embeddings[other]).reduce(0) { $0 + $1.0 * $1.1 }
            }
            let best = similarities.indices.max { similarities[$0] < similarities[$1] }
            #expect(best.map { $0 / 3 } == row / 3)
        }
    }

    @Test func `a frame without structure resembles nothing`() throws {
        let embeddings = try embedder.embed([Pictures.frame(Pictures.flat(7)), frames[0]])
        #expect(embeddings[0].allSatisfy { $0 == 0 })
    }

    @Test func `the same seed gives the same model and another seed another`() throws {
        let again = try VLADEmbedder.fit(options, to: Pictures.samples(24), seed: 1)
        #expect(again.files == fitted.files)
        #expect(again.rehearsal == fitted.rehearsal)
        let other = try VLADEmbedder.fit(options, to: Pictures.samples(24), seed: 2)
        #expect(try VLADEmbedder(options, model: other.files).fingerprint != embedder.fingerprint)
    }

    @Test func `every sample is rehearsed against the others`() throws {
        let rehearsal = try #require(fitted.rehearsal)
        #expect(rehearsal.count == 24)
        let right = rehearsal.enumerated().filter { $1.first.map { $0.row / 3 } == $0 / 3 }
        #expect(right.count > 20)
    }

    @Test func `too few or empty photos are refused`() throws {
        #expect(throws: PilotageError.self) {
            try VLADEmbedder.fit(options, to: Pictures.samples(2), seed: 1)
        }
        let blank = Pictures.samples(5).map {
            FitSample(frame: Pictures.frame(Pictures.flat(0)), place: $0.place)
        }
        #expect(throws: PilotageError.self) { try VLADEmbedder.fit(options, to: blank, seed: 1) }
    }

    @Test func `frames without a picture are refused`() {
        let vector = Frame(index: 0, timeSeconds: 0, content: .vector([1, 2]))
        #expect(throws: PilotageError.self) { try embedder.embed([vector]) }
    }
}
