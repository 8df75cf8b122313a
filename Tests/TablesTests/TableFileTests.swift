import Foundation
import PilotageAPI
import Tables
import Testing

struct TableFileTests {
    private func read(_ bytes: [UInt8], limit: Int = 1 << 20) throws -> Table {
        let path = NSTemporaryDirectory() + "tables-\(UUID().uuidString).csv"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try Table(path: path, limit: limit)
    }

    @Test func `a byte order mark is no part of the header`() throws {
        #expect(try read([0xef, 0xbb, 0xbf] + Array("lat,lon\n1,2\n".utf8)).header == ["lat", "lon"])
    }

    @Test(
        arguments: [
            ([0xff, 0xfe, 0x61, 0x00], "the text is UTF-16, but must be UTF-8"),
            ([0x61, 0x00, 0x62], "a zero byte in what should be text"),
            ([0x61, 0xe4, 0x62], "the text is not UTF-8"),
        ] as [([UInt8], String)])
    func `what is no UTF-8 text is refused`(bytes: [UInt8], message: String) {
        let error = #expect(throws: PilotageError.self) { try read(bytes) }
        #expect(error?.message == message)
    }

    @Test func `a file over the limit is refused`() {
        let error = #expect(throws: PilotageError.self) { try read(Array("a,b\n1,2\n".utf8), limit: 4) }
        #expect(error?.message == "8 bytes, but a table may have 4")
    }

    @Test(arguments: ["/nowhere/at/all.csv", "/tmp", "/dev/null"])
    func `what is no file is refused`(path: String) {
        let error = #expect(throws: PilotageError.self) { try Table(path: path) }
        #expect(error?.kind == .unreadable)
    }
}
