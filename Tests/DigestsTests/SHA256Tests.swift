import Digests
import Foundation
import Testing

/// Expected values: FIPS 180-4 examples, and `sha256sum` of coreutils for the rest.
struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `known texts have their known digests`(text: String, digest: String) {
        #expect(SHA256.hexDigits(of: Array(text.utf8)) == digest)
    }

    @Test func `pieces give the digest of the whole`() {
        let digest = SHA256()
        for piece in ["a", "", "b", "c"] { digest.update(Array(piece.utf8)) }
        #expect(digest.hexDigits() == SHA256.hexDigits(of: Array("abc".utf8)))
    }

    @Test(arguments: [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1])
    func `a file has the digest of its bytes`(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = NSTemporaryDirectory() + "digests-\(ProcessInfo.processInfo.processIdentifier)-\(size)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try SHA256.hexDigits(ofFileAt: path) == SHA256.hexDigits(of: bytes))
    }

    @Test func `a missing file is an error`() {
        #expect(throws: (any Error).self) { try SHA256.hexDigits(ofFileAt: "/nowhere/at/all") }
    }
}
