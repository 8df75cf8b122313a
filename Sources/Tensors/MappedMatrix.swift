internal import Glibc

/// A `float32` matrix of a `.npy` file, mapped into memory: it takes up no memory until it is read.
///
/// `@unchecked Sendable`: the memory is read-only. The file must not be shortened while it is mapped.
public final class MappedMatrix: @unchecked Sendable {
    /// Number of rows.
    public let rows: Int
    /// Elements per row.
    public let columns: Int
    /// `rows * columns` elements, row-major; valid as long as the matrix is.
    public let values: UnsafeBufferPointer<Float>
    private let mapping: UnsafeMutableRawBufferPointer

    /// Maps a file.
    public init(npyFile path: String) throws {
        let file = try OpenFile(path, flags: O_RDONLY)
        let size = try file.size()
        let header = try NPYHeader(start: file.prefix(NPYHeader.longest), fileSize: size)
        guard header.element == .float32 else {
            throw TensorError(
                "elements are \(header.element), expected float32; numpy.astype('float32') converts them")
        }
        guard header.dataOffset.isMultiple(of: 4) else {
            throw TensorError("elements start at byte \(header.dataOffset), which is no multiple of 4")
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, file.descriptor, 0), start != MAP_FAILED
        else {
            throw TensorError("cannot be mapped: \(String(cString: strerror(errno)))")
        }
        mapping = UnsafeMutableRawBufferPointer(start: start, count: size)
        rows = header.rows
        columns = header.columns
        let elements = (start + header.dataOffset).bindMemory(to: Float.self, capacity: rows * columns)
        values = UnsafeBufferPointer(start: elements, count: rows * columns)
    }

    deinit { munmap(mapping.baseAddress, mapping.count) }

    /// One row.
    public subscript(row row: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(rebasing: values[row * columns..<(row + 1) * columns])
    }
}
