/// The segments of a JPEG in front of its picture data: markers, and where in the file their bodies lie.
///
/// Ends behind the first scan's header, or where something else stands than a segment.
struct JPEGSegments: Sequence, IteratorProtocol {
    private let bytes: UnsafeRawBufferPointer
    private var place = 2

    /// The segments of a file, which must outlive this.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        if bytes.count < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8 { place = bytes.count }
    }

    mutating func next() -> (marker: UInt8, body: Range<Int>)? {
        // Any number of fill bytes may stand in front of a marker.
        while place + 4 <= bytes.count, bytes[place] == 0xFF, bytes[place + 1] == 0xFF { place += 1 }
        guard place + 4 <= bytes.count, bytes[place] == 0xFF else { return nil }
        let marker = bytes[place + 1]
        let end = place + 2 + (Int(bytes[place + 2]) << 8 | Int(bytes[place + 3]))
        guard end >= place + 4, end <= bytes.count else { return nil }
        let body = place + 4..<end
        place = marker == 0xDA ? bytes.count : end
        return (marker, body)
    }

    /// Whether the picture data is followed by its end marker, which cannot occur inside it.
    static func reachEnd(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let scan = JPEGSegments(bytes).first(where: { $0.marker == 0xDA })?.body.upperBound else {
            return false
        }
        // From the end, where it mostly stands; a phone's moving picture may follow it.
        var place = bytes.count - 2
        while place >= scan {
            if bytes[place] == 0xFF, bytes[place + 1] == 0xD9 { return true }
            place -= 1
        }
        return false
    }
}
