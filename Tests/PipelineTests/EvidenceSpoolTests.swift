import Foundation
import PilotageAPI
import Pipeline
import TestSupport
import Testing

struct EvidenceSpoolTests {
    private func evidence(_ frame: Int) -> FrameEvidence {
        frame % 7 == 3
            ? FrameEvidence(
                frame: frame, timeSeconds: Double(frame), candidates: [], embedding: [],
                beginsShot: frame % 2 == 0, turned: true)
            : FrameEvidence(
                frame: frame, timeSeconds: Double(frame) / 3,
                candidates: (0..<frame % 4).map {
                    Candidate(row: frame * 10 + $0, similarity: Float($0) / 8)
                },
                embedding: [Float(frame), -1, 0.5], beginsShot: frame % 5 == 0,
                turned: [nil, false, true][frame % 3])
    }

    @Test(arguments: [0, 1, 100, 1 << 20]) func `evidence comes back as it went in`(memoryLimit: Int) throws {
        let folder = try TemporaryFolder()
        let spool = EvidenceSpool(
            item: "walk", dimension: 3, limit: 3, folder: folder.url.path, memoryLimit: memoryLimit)
        for frame in 0..<100 { try spool.append(evidence(frame)) }
        var number = 0
        try spool.forEachFrame { found in
            let expected = evidence(number)
            #expect(found.frame == number && found.timeSeconds == expected.timeSeconds)
            #expect(found.candidates == expected.candidates && found.embedding == expected.embedding)
            #expect(found.isDamaged == (number % 7 == 3))
            #expect(found.beginsShot == expected.beginsShot && found.turned == expected.turned)
            number += 1
        }
        #expect(number == 100)
        #expect(try spool.frames(in: 97..<100).map(\.frame) == [97, 98, 99])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test func `a folder that cannot be written to is one clear error`() {
        let spool = EvidenceSpool(
            item: "walk", dimension: 3, limit: 3, folder: "/nowhere/at/all", memoryLimit: 0)
        #expect(throws: PilotageError.self) { try spool.append(evidence(0)) }
    }
}
