internal import Glibc

/// A matrix of a `.npy` file, mapped into memory: it takes up no memory until it is read.
///
/// `@unchecked Sendable`: the memory is read-only. The file must not be shortened while it is mapped.
public final class MappedMatrix: @unchecked Sendable {
    /// Number of rows.
    public let rows: Int
    /// Elements per row.
    public let columns: Int
    /// Kind of elements.
    public let element: NPYHeader.Element
    /// `rows * columns` elements, row-major; valid as long as the matrix is.
    public let bytes: UnsafeRawBufferPointer
    private let mapping: UnsafeMutableRawBufferPointer

    /// Maps a file.
    ///
    /// - Parameter element: what it must hold.
    public init(npyFile path: String, element: NPYHeader.Element = .float32) throws {
        let file = try OpenFile(path, flags: O_RDONLY)
        let size = try file.size()
        let header = try NPYHeader(start: file.prefix(NPYHeader.longest), fileSize: size)
        guard header.element == element else {
            throw TensorError(
                "elements are \(header.element), expected \(element); numpy.astype('\(element)') converts them"
            )
        }
        guard header.dataOffset.isMultiple(of: element.size) else {
            throw TensorError(
                "elements start at byte \(header.dataOffset), which is no multiple of \(element.size)")
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, file.descriptor, 0), start != MAP_FAILED
        else {
            throw TensorError("cannot be mapped: \(String(cString: strerror(errno)))")
        }
        mapping = UnsafeMutableRawBufferPointer(start: start, count: size)
        rows = header.rows
        columns = header.columns
        self.element = element
        bytes = UnsafeRawBufferPointer(
            start: UnsafeRawPointer(start + header.dataOffset), count: header.dataSize)
    }

    deinit { munmap(mapping.baseAddress, mapping.count) }

    /// `rows * columns` elements of a matrix of `float32`; none of others.
    public var values: UnsafeBufferPointer<Float> {
        element == .float32
            ? bytes.assumingMemoryBound(to: Float.self) : UnsafeBufferPointer(start: nil, count: 0)
    }

    /// One row of a matrix of `float32`.
    public subscript(row row: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(rebasing: values[row * columns..<(row + 1) * columns])
    }
}
