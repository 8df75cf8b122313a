import Foundation
import Glibc
import PilotageAPI
import TestSupport
import Testing

@Suite struct AtomicFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a file stands under its name only once it is published`() throws {
        let file = try AtomicFile(path: folder.path("a.txt"))
        try file.write("hällo\n")
        #expect(try folder.names() == [".a.txt.partial"])
        try file.publish()
        #expect(try folder.names() == ["a.txt"])
        #expect(try folder.text("a.txt") == "hällo\n")
    }

    @Test func `a file takes the place of an older one`() throws {
        try folder.write("a much older and longer text", to: "a.txt")
        let file = try AtomicFile(path: folder.path("a.txt"))
        try file.write("new")
        try file.publish()
        #expect(try folder.text("a.txt") == "new")
    }

    @Test func `an abandoned file leaves the older one and nothing else`() throws {
        try folder.write("old", to: "a.txt")
        let file = try AtomicFile(path: folder.path("a.txt"))
        try file.write("new")
        file.abandon()
        #expect(try folder.names() == ["a.txt"])
        #expect(try folder.text("a.txt") == "old")
    }

    @Test func `a file that is let go is abandoned`() throws {
        do { _ = try AtomicFile(path: folder.path("a.txt")) }
        #expect(try folder.names().isEmpty)
    }

    @Test func `abandoning after publishing does nothing`() throws {
        let file = try AtomicFile(path: folder.path("a.txt"))
        try file.publish()
        file.abandon()
        #expect(try folder.names() == ["a.txt"])
    }

    @Test func `what an interrupted run left is taken away`() throws {
        try folder.write("half a rep", to: ".a.txt.partial")
        let file = try AtomicFile(path: folder.path("a.txt"))
        try file.write("whole")
        try file.publish()
        #expect(try folder.names() == ["a.txt"])
        #expect(try folder.text("a.txt") == "whole")
    }

    @Test func `a leftover that is a link to a file elsewhere does not harm that file`() throws {
        try folder.write("precious", to: "other.txt")
        #expect(link(folder.path("other.txt"), folder.path(".a.txt.partial")) == 0)
        let file = try AtomicFile(path: folder.path("a.txt"))
        try file.write("new")
        try file.publish()
        #expect(try folder.text("other.txt") == "precious")
    }

    @Test func `two writers of one file are refused and the first one goes on`() throws {
        let first = try AtomicFile(path: folder.path("a.txt"))
        let error = #expect(throws: PilotageError.self) { try AtomicFile(path: folder.path("a.txt")) }
        #expect(error?.message == "another run is writing it")
        try first.write("first")
        try first.publish()
        #expect(try folder.text("a.txt") == "first")
    }

    @Test func `text longer than the buffer arrives whole`() throws {
        let file = try FailingDisk().open(folder.path("a.txt"))
        let lines = (0..<1000).map { "line \($0)\n" }
        for line in lines { try file.write(line) }
        try file.publish()
        #expect(try folder.text("a.txt") == lines.joined())
    }

    @Test func `bytes are written over what was written before`() throws {
        let file = try FailingDisk().open(folder.path("a.txt"))
        for _ in 0..<10 { try file.write([UInt8]("0123456789".utf8)) }
        try file.overwrite(at: 38, with: [UInt8]("abcd".utf8))
        try file.overwrite(at: 0, with: [])
        try file.write("end")
        try file.publish()
        let digits = String(repeating: "0123456789", count: 10)
        #expect(try folder.text("a.txt") == digits.prefix(38) + "abcd" + digits.dropFirst(42) + "end")
    }

    @Test func `a disk that is full at any step leaves the older file or the whole new one`() throws {
        let whole = FailingDisk()
        try writeLines(whole)
        for step in 0..<whole.steps {
            try folder.write("old", to: "a.txt")
            let error = #expect(throws: PilotageError.self, "step \(step)") {
                try writeLines(FailingDisk(at: step))
            }
            #expect(error?.kind == .unwritable && error?.place == [folder.path("a.txt")])
            #expect(error?.message == "the disk is full")
            #expect(try folder.names() == ["a.txt"], "step \(step)")
            // Only the last step, syncing the directory, comes after the file took its place.
            let text = try folder.text("a.txt")
            #expect(step == whole.steps - 1 ? text.hasPrefix("line 0\n") : text == "old", "step \(step)")
        }
        #expect(whole.steps > 6)
    }

    @Test func `a missing directory is named with what to do`() throws {
        let path = folder.path("missing/a.txt")
        let error = #expect(throws: PilotageError.self) { try AtomicFile(path: path) }
        #expect(error?.message == "there is no directory '\(folder.path("missing"))/' to write it in")
        #expect(error?.hint == "create the directory first")
        #expect(error?.cause == "open: No such file or directory (2)")
    }

    @Test func `a directory is not replaced`() throws {
        let error = #expect(throws: PilotageError.self) { try AtomicFile(path: folder.url.path) }
        #expect(error?.message == "it is a directory")
    }

    @Test func `a device is not replaced`() {
        let error = #expect(throws: PilotageError.self) { try AtomicFile(path: "/dev/null") }
        #expect(error?.message == "it is not a file but a device or pipe")
    }

    @Test func `a name that is too long is refused`() {
        let path = folder.path(String(repeating: "x", count: 300))
        let error = #expect(throws: PilotageError.self) { try AtomicFile(path: path) }
        #expect(error?.message == "the file name is too long")
    }

    private func writeLines(_ disk: FailingDisk) throws {
        let file = try disk.open(folder.path("a.txt"))
        for line in 0..<20 { try file.write("line \(line)\n") }
        try file.publish()
    }
}
