/// The header of a NumPy `.npy` file: what stands in it, and where.
///
/// Read are versions 1 to 3 of the format with one- or two-dimensional, C-ordered, little-endian arrays of `int8`, `float16`,
/// `float32` or `float64`; all else is refused by name. One dimension counts as one row.
public struct NPYHeader: Sendable, Equatable {
    /// The kinds of elements that are understood.
    public enum Element: String, Sendable {
        /// One byte, a whole number from -128 to 127.
        case int8 = "|i1"
        /// Two bytes, little-endian.
        case float16 = "<f2"
        /// Four bytes, little-endian.
        case float32 = "<f4"
        /// Eight bytes, little-endian.
        case float64 = "<f8"

        /// Bytes per element.
        public var size: Int {
            switch self {
            case .int8: 1
            case .float16: 2
            case .float32: 4
            case .float64: 8
            }
        }

        /// The element at an offset, rounded to `float32`.
        func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Float {
            switch self {
            case .int8: Float(bytes.loadUnaligned(fromByteOffset: offset, as: Int8.self))
            case .float16: Float(bytes.loadUnaligned(fromByteOffset: offset, as: Float16.self))
            case .float32: bytes.loadUnaligned(fromByteOffset: offset, as: Float.self)
            case .float64: Float(bytes.loadUnaligned(fromByteOffset: offset, as: Double.self))
            }
        }
    }

    /// Kind of elements.
    public let element: Element
    /// Number of rows.
    public let rows: Int
    /// Elements per row.
    public let columns: Int
    /// Bytes before the first element.
    public let dataOffset: Int
    /// Bytes that the elements take.
    public var dataSize: Int { rows * columns * element.size }

    /// The most bytes of a header that are looked at; NumPy itself writes 128.
    static let longest = 65_536 + 12

    /// Reads the header at the start of a file.
    ///
    /// - Parameters:
    ///   - start: the first bytes of the file: all, or at least 65,548.
    ///   - fileSize: bytes in the whole file, which must be just what the header promises.
    public init(start: some RandomAccessCollection<UInt8>, fileSize: Int) throws {
        let bytes = Array(start.prefix(Self.longest))
        let (offset, text) = try Self.dictionary(in: bytes)
        var fields = NPYFields(text)
        let dictionary = try fields.read()
        guard let element = Element(rawValue: dictionary.descr) else {
            throw TensorError(
                "elements are of type '\(dictionary.descr)', expected '<f4' (float32), '<f2', '<f8' or '|i1'")
        }
        guard !dictionary.isFortranOrder || dictionary.shape.count < 2 else {
            throw TensorError(
                "rows are stored in Fortran order; numpy.ascontiguousarray puts them in C order")
        }
        guard (1...2).contains(dictionary.shape.count) else {
            throw TensorError("an array of \(dictionary.shape.count) dimensions, expected rows x columns")
        }
        self.element = element
        rows = dictionary.shape.count == 1 ? 1 : dictionary.shape[0]
        columns = dictionary.shape[dictionary.shape.count - 1]
        dataOffset = offset
        try Self.check(rows, columns, element, fileSize - offset)
    }

    private static func dictionary(in bytes: [UInt8]) throws -> (offset: Int, text: ArraySlice<UInt8>) {
        guard bytes.count >= 10, bytes[..<6].elementsEqual([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) else {
            throw TensorError("not a NumPy file")
        }
        guard (1...3).contains(bytes[6]) else {
            throw TensorError("NumPy format version \(bytes[6]) is unknown")
        }
        let isShort = bytes[6] == 1
        guard isShort || bytes.count >= 12 else { throw TensorError("the header is cut off") }
        let length = (isShort ? [8, 9] : [8, 9, 10, 11]).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
        let start = isShort ? 10 : 12
        guard length <= 65_536 else { throw TensorError("a header of \(length) bytes") }
        guard start + length <= bytes.count else { throw TensorError("the header is cut off") }
        return (start + length, bytes[start..<start + length])
    }

    private static func check(_ rows: Int, _ columns: Int, _ element: Element, _ available: Int) throws {
        let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
        let (size, overflowToo) = count.multipliedReportingOverflow(by: element.size)
        guard !overflow, !overflowToo, size <= available else {
            throw TensorError(
                "\(rows) x \(columns) elements promised, but only \(max(0, available)) bytes follow: cut off")
        }
        guard size == available else {
            throw TensorError(
                "\(available - size) bytes follow after the \(rows) x \(columns) elements promised")
        }
    }

    /// The 128 bytes that stand before a C-ordered matrix, padded so that the number of rows can grow.
    static func bytes(rows: Int, columns: Int, element: Element = .float32) -> [UInt8] {
        let text =
            "{'descr': '\(element.rawValue)', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
        let padding = String(repeating: " ", count: 117 - text.utf8.count)
        return [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0] + Array((text + padding + "\n").utf8)
    }
}
