import Foundation
import PilotageAPI
import Pipeline
import TestSupport
import Testing

struct FixSpoolTests {
    private func fix(_ frame: Int) -> Fix {
        let statuses = Fix.Status.allCases
        var fix = Fix.sample(
            frame: frame, status: statuses[frame % statuses.count], placeSource: "ü \"\(frame)\"\n")
        fix.timeSeconds = Double(frame) * 0.1 + 1e-17
        fix.position?.confidence = 1 / Double(frame + 3)
        fix.position?.r95Meters = frame % 3 == 0 ? nil : .leastNonzeroMagnitude
        return fix
    }

    @Test(arguments: [0, 1, 7, 1000]) func `fixes come back as they went in`(memoryLimit: Int) throws {
        let folder = try TemporaryFolder()
        let spool = FixSpool(item: "walk", folder: folder.url.path, memoryLimit: memoryLimit)
        for frame in 0..<100 { try spool.append(fix(frame)) }
        var found: [Fix] = []
        try spool.forEachFix { found.append($0) }
        #expect(found == (0..<100).map(fix))
        #expect(try folder.names().isEmpty)
    }

    @Test func `a folder that cannot be written to is one clear error`() {
        let spool = FixSpool(item: "walk", folder: "/nowhere/at/all", memoryLimit: 0)
        let error = #expect(throws: PilotageError.self) { try spool.append(fix(0)) }
        #expect(error?.kind == .unwritable)
    }
}
