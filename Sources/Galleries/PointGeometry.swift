internal import Geodesy

/// A point in GeoPackage's binary form (OGC 12-128r17, 2.1.3): a header with its envelope, then well-known binary.
enum PointGeometry {
    private static let bytesOfEnvelope = [0, 32, 48, 48, 64]

    /// Little-endian, WGS 84, longitude first.
    static func bytes(_ coordinate: Coordinate) -> [UInt8] {
        let (x, y) = (coordinate.longitude, coordinate.latitude)
        var bytes: [UInt8] = [0x47, 0x50, 0, 0b0000_0011]
        append(UInt32(4326), to: &bytes)
        for edge in [x, x, y, y] { append(edge.bitPattern, to: &bytes) }
        bytes.append(1)
        append(UInt32(1), to: &bytes)
        for ordinate in [x, y] { append(ordinate.bitPattern, to: &bytes) }
        return bytes
    }

    /// The coordinate of a point; nil where the bytes are no point on the ellipsoid.
    static func coordinate(_ bytes: [UInt8]) -> Coordinate? {
        guard bytes.count >= 8, bytes[0] == 0x47, bytes[1] == 0x50, bytes[2] == 0 else { return nil }
        let envelope = Int(bytes[3] >> 1 & 7)
        guard envelope < bytesOfEnvelope.count else { return nil }
        let body = 8 + bytesOfEnvelope[envelope]
        guard bytes.count >= body + 21, bytes[body] <= 1 else { return nil }
        let isLittle = bytes[body] == 1
        let type = UInt32(truncatingIfNeeded: integer(bytes[(body + 1)...].prefix(4), isLittle))
        guard type % 1000 == 1 else { return nil }
        let x = Double(bitPattern: integer(bytes[(body + 5)...].prefix(8), isLittle))
        let y = Double(bitPattern: integer(bytes[(body + 13)...].prefix(8), isLittle))
        return Coordinate(checkingLatitude: y, longitude: x)
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>, _ isLittle: Bool) -> UInt64 {
        (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
