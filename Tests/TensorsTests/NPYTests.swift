import Foundation
import Tensors
import TestSupport
import Testing

struct NPYTests {
    /// A file as NumPy would write it.
    private func file(_ dictionary: String, _ data: [UInt8] = [], version: UInt8 = 1) -> [UInt8] {
        let text = Array((dictionary + "\n").utf8)
        let length = version == 1 ? 2 : 4
        let digits = (0..<length).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + digits + text + data
    }

    private func bytes<Number>(_ numbers: [Number]) -> [UInt8] { numbers.withUnsafeBytes { Array($0) } }

    @Test func `what is written is read again`() throws {
        let matrix = randomMatrix(5, 7, seed: 1)
        let written = matrix.npyBytes()
        #expect(written.count == 128 + 5 * 7 * 4)
        #expect(try Matrix(npy: written) == matrix)
    }

    @Test(arguments: [1, 2, 3] as [UInt8])
    func `every version of the format is read`(version: UInt8) throws {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }"
        let matrix = try Matrix(npy: file(header, bytes([1, 2, 3, 4] as [Float]), version: version))
        #expect(matrix == Matrix([[1, 2], [3, 4]]))
    }

    @Test func `doubles are rounded and one dimension is one row`() throws {
        let header = #"{"shape":(3,),"fortran_order":True,"descr":"<f8"}"#
        #expect(try Matrix(npy: file(header, bytes([0.1, 2, -3]))) == Matrix([[0.1, 2, -3]]))
    }

    @Test(arguments: [
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", "cut off"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2), }", "16 bytes follow"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 8), }", "cut off"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 1), }", "no whole number"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 4), }", "no whole number"),
        ("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }", "Fortran order"),
        ("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 2), }", "'>f4'"),
        ("{'descr': '|O', 'fortran_order': False, 'shape': (2, 2), }", "'|O'"),
        ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (4,), }", "several fields"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "0 dimensions"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 2), }", "3 dimensions"),
        ("{'descr': '<f4', 'fortran_order': False}", "a key is missing"),
        ("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (4,)}", "stands twice"),
        ("{'descr': '<f4', 'fortran_order': 0, 'shape': (4,)}", "neither True nor False"),
        ("{'descr': '<f4, 'fortran_order': False, 'shape': (4,)}", "damaged"), ("", "'{' is missing"),
    ])
    func `a hostile header is refused by name`(header: String, mention: String) throws {
        let data = bytes([1, 2, 3] as [Float]) + (header.contains("(0, 2)") ? [0, 0, 0, 0] : [])
        let error = #expect(throws: TensorError.self) { try Matrix(npy: file(header, data)) }
        #expect(error?.description.contains(mention) == true, "\(error?.description ?? "")")
    }

    @Test func `every beginning of a file is refused and none crashes`() throws {
        let whole = randomMatrix(2, 3, seed: 2).npyBytes()
        for length in 0..<whole.count {
            #expect(throws: TensorError.self) { try Matrix(npy: Array(whole[..<length])) }
        }
    }

    @Test func `headers with flipped bytes never crash`() throws {
        let whole = randomMatrix(2, 3, seed: 3).npyBytes()
        for position in 0..<128 {
            for bit in 0..<8 {
                var flipped = whole
                flipped[position] ^= 1 << bit
                let matrix = try? Matrix(npy: flipped)
                #expect((matrix?.values.count ?? 6) <= 6)
            }
        }
    }
}
