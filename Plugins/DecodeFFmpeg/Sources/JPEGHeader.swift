/// What stands in a JPEG before its picture data, as far as it decides how to decode it.
package struct JPEGHeader: Hashable {
    /// Columns.
    package let width: Int
    /// Rows.
    package let height: Int

    /// Reads the segments up to the scan (ITU-T T.81, annex B).
    ///
    /// Nil for all that is not plain: several scans, other coding than Huffman's, other than 8 bits, other than one or
    /// three components, tables that it does not bring itself, or damage. Such files go the
    /// long way.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        var frame: Frame?
        var tables = Tables()
        for (marker, range) in JPEGSegments(bytes) {
            let body = UnsafeRawBufferPointer(rebasing: bytes[range])
            switch marker {
            case 0xC0, 0xC1:
                guard frame == nil, let found = Frame(body) else { return nil }
                frame = found
            case 0xC2, 0xC3, 0xC5...0xC7, 0xC9...0xCF, 0xD0...0xD9: return nil
            case 0xC4: guard tables.addHuffman(body) else { return nil }
            case 0xDB: guard tables.addQuantization(body) else { return nil }
            case 0xDA:
                guard let frame, tables.suffice(for: frame, scan: body) else { return nil }
                (width, height) = (frame.width, frame.height)
                return
            default: break
            }
        }
        return nil
    }

    /// The strongest reduction by halving, 0...3 times, that leaves a picture no smaller than wanted.
    package func halvings(for size: PictureGeometry) -> Int {
        (0...3).last { width >> $0 >= size.width && height >> $0 >= size.height } ?? 0
    }

    private struct Frame {
        let width: Int
        let height: Int
        let quantizations: [UInt8]

        init?(_ body: UnsafeRawBufferPointer) {
            guard body.count >= 6, body[0] == 8, body[5] == 1 || body[5] == 3,
                body.count == 6 + 3 * Int(body[5])
            else {
                return nil
            }
            height = Int(body[1]) << 8 | Int(body[2])
            width = Int(body[3]) << 8 | Int(body[4])
            quantizations = (0..<Int(body[5])).map { body[8 + 3 * $0] }
            guard width > 0, height > 0 else { return nil }
        }
    }

    private struct Tables {
        private var huffman: Set<UInt8> = []
        private var quantization: Set<UInt8> = []

        /// Notes the tables of a DHT segment by class and number; false where it is damaged.
        mutating func addHuffman(_ body: UnsafeRawBufferPointer) -> Bool {
            var place = 0
            while place + 17 <= body.count {
                huffman.insert(body[place])
                place += 17 + (1...16).reduce(0) { $0 + Int(body[place + $1]) }
            }
            return place == body.count
        }

        /// Notes the tables of a DQT segment by number; false where it is damaged.
        mutating func addQuantization(_ body: UnsafeRawBufferPointer) -> Bool {
            var place = 0
            while place < body.count {
                quantization.insert(body[place] & 15)
                place += 1 + (body[place] >> 4 == 0 ? 64 : 128)
            }
            return place == body.count
        }

        /// Whether a scan has all components of its frame, and every table that they name.
        func suffice(for frame: Frame, scan: UnsafeRawBufferPointer) -> Bool {
            let count = frame.quantizations.count
            guard frame.quantizations.allSatisfy(quantization.contains), scan.count >= 1 + 2 * count,
                Int(scan[0]) == count
            else { return false }
            return (0..<count).allSatisfy { component in
                let names = scan[2 + 2 * component]
                return huffman.contains(names >> 4) && huffman.contains(0x10 | names & 15)
            }
        }
    }
}
