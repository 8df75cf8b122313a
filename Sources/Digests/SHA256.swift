internal import CCrypto
internal import Foundation

/// SHA-256 (FIPS 180-4), computed by OpenSSL. Answers are 64 lower-case hexadecimal digits.
public final class SHA256 {
    private let context: OpaquePointer

    /// A digest of nothing so far.
    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("OpenSSL has no SHA-256")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// The library that computes, with its version.
    public static var library: String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }

    /// Adds bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        let done = EVP_DigestUpdate(context, start, bytes.count)
        precondition(done == 1, "OpenSSL refused \(bytes.count) bytes")
    }

    /// Adds bytes.
    public func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// The digest of all bytes so far. Nothing may be added afterwards.
    public func hexDigits() -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        let done = EVP_DigestFinal_ex(context, &digest, &length)
        precondition(done == 1 && length == 32, "OpenSSL answered \(length) bytes for SHA-256")
        return hex(digest[..<Int(length)])
    }

    /// The digest of some bytes.
    public static func hexDigits(of bytes: [UInt8]) -> String {
        let digest = SHA256()
        digest.update(bytes)
        return digest.hexDigits()
    }

    /// The digest of a file, read in pieces.
    ///
    /// - Throws: what reading the file throws.
    public static func hexDigits(ofFileAt path: String) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        let digest = SHA256()
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            piece.withUnsafeBytes { digest.update($0) }
        }
        return digest.hexDigits()
    }
}

private func hex(_ bytes: some Collection<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
