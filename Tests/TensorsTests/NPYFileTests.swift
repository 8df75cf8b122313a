import Foundation
import Tensors
import TestSupport
import Testing

struct NPYFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `rows written one after the other make a matrix`() throws {
        var writer = try NPYWriter(path: folder.path("rows.npy"), columns: 3)
        try writer.append([1, 2, 3])
        try writer.append([4, 5, 6, 7, 8, 9])
        #expect(writer.rows == 3)
        try writer.finish()
        let expected = Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
        #expect(try Matrix(npyFile: folder.path("rows.npy")) == expected)
        #expect(Array(try Data(contentsOf: URL(filePath: folder.path("rows.npy")))) == expected.npyBytes())
    }

    @Test func `an unfinished file is refused`() throws {
        var writer = try NPYWriter(path: folder.path("rows.npy"), columns: 2)
        try writer.append([1, 2])
        #expect(throws: TensorError.self) { try Matrix(npyFile: folder.path("rows.npy")) }
        #expect(throws: TensorError.self) { try MappedMatrix(npyFile: folder.path("rows.npy")) }
        try writer.finish()
    }

    @Test func `a mapped matrix has the elements of the file`() throws {
        let matrix = randomMatrix(100, 16, seed: 1)
        try Data(matrix.npyBytes()).write(to: URL(filePath: folder.path("mapped.npy")))
        let mapped = try MappedMatrix(npyFile: folder.path("mapped.npy"))
        #expect((mapped.rows, mapped.columns) == (100, 16))
        #expect(Array(mapped.values) == matrix.values)
        #expect(Array(mapped[row: 7]) == Array(matrix[row: 7]))
    }

    @Test func `a matrix without rows can be mapped`() throws {
        let writer = try NPYWriter(path: folder.path("empty.npy"), columns: 4)
        try writer.finish()
        let mapped = try MappedMatrix(npyFile: folder.path("empty.npy"))
        #expect((mapped.rows, mapped.columns, mapped.values.count) == (0, 4, 0))
    }

    @Test(arguments: ["nowhere.npy", "empty"])
    func `what is no matrix is refused`(name: String) throws {
        try folder.write("", to: "empty")
        #expect(throws: TensorError.self) { try Matrix(npyFile: folder.path(name)) }
        #expect(throws: TensorError.self) { try MappedMatrix(npyFile: folder.path(name)) }
    }

    @Test(.enabled(if: ExternalTool.hasNumPy, "python3 with NumPy is not there; `make setup` installs it"))
    func `NumPy reads what is written and writes what is read`() throws {
        let python = try #require(ExternalTool("python3"))
        try Data(Matrix([[1, 2.5], [-3, 4]]).npyBytes()).write(to: URL(filePath: folder.path("ours.npy")))
        let script = """
            import numpy
            a = numpy.load('ours.npy', mmap_mode='r')
            print(a.dtype, a.shape, a.tolist())
            numpy.save('theirs.npy', numpy.array([[0.5, 1], [2, -8]]))
            """
        let output = try python.run(["-c", script], in: folder)
        #expect(output.text == "float32 (2, 2) [[1.0, 2.5], [-3.0, 4.0]]\n")
        #expect(try Matrix(npyFile: folder.path("theirs.npy")) == Matrix([[0.5, 1], [2, -8]]))
    }

    @Test(
        .enabled(if: ExternalTool.hasNumPy, "python3 with NumPy is not there; `make setup` installs it"),
        arguments: [(NPYHeader.Element.float16, "float16"), (.int8, "int8"), (.float64, "float64")])
    func `NumPy reads elements of other sizes`(element: NPYHeader.Element, name: String) throws {
        let python = try #require(ExternalTool("python3"))
        var writer = try NPYWriter(path: folder.path("rows.npy"), columns: 2, element: element)
        try writer.append([1, -2])
        try writer.append([127, 3])
        try writer.finish()
        let script =
            "import numpy; a = numpy.load('rows.npy', mmap_mode='r'); print(a.dtype, a.astype(int).tolist())"
        let output = try python.run(["-c", script], in: folder)
        #expect(output.text == "\(name) [[1, -2], [127, 3]]\n")
        let mapped = try MappedMatrix(npyFile: folder.path("rows.npy"), element: element)
        #expect(mapped.bytes.count == 4 * element.size)
        #expect(try Matrix(npyFile: folder.path("rows.npy")) == Matrix([[1, -2], [127, 3]]))
        #expect(throws: TensorError.self) { try MappedMatrix(npyFile: folder.path("rows.npy")) }
    }
}

extension ExternalTool {
    /// Whether Python has NumPy.
    fileprivate static var hasNumPy: Bool {
        guard let python = ExternalTool("python3"), let folder = try? TemporaryFolder() else { return false }
        return (try? python.run(["-c", "import numpy"], in: folder))?.status == 0
    }
}
