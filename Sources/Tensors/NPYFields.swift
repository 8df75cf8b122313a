/// The dictionary of a `.npy` header, a Python literal such as
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`: its three keys in any order.
struct NPYFields {
    struct Dictionary {
        var descr: String
        var isFortranOrder: Bool
        var shape: [Int]
    }

    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) { rest = text }

    mutating func read() throws -> Dictionary {
        var (descr, isFortranOrder, shape) = (String?.none, Bool?.none, [Int]?.none)
        try expect("{")
        while !accept("}") {
            let key = try string()
            try expect(":")
            switch key {
            case "descr" where descr == nil: descr = try string()
            case "fortran_order" where isFortranOrder == nil: isFortranOrder = try truth()
            case "shape" where shape == nil: shape = try tuple()
            default: throw damaged("key '\(key)' is unknown or stands twice")
            }
            if !accept(",") {
                try expect("}")
                break
            }
        }
        skipSpaces()
        guard rest.isEmpty else { throw damaged("something follows the dictionary") }
        guard let descr, let isFortranOrder, let shape else { throw damaged("a key is missing") }
        return Dictionary(descr: descr, isFortranOrder: isFortranOrder, shape: shape)
    }

    private mutating func string() throws -> String {
        skipSpaces()
        guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw damaged("a quoted text is missing (records of several fields are not supported)")
        }
        rest.removeFirst()
        guard let end = rest.firstIndex(of: quote), end - rest.startIndex <= 64 else {
            throw damaged("a quoted text does not end")
        }
        let text = String(decoding: rest[..<end], as: UTF8.self)
        rest = rest[(end + 1)...]
        return text
    }

    private mutating func truth() throws -> Bool {
        if accept("True") { return true }
        if accept("False") { return false }
        throw damaged("'fortran_order' is neither True nor False")
    }

    private mutating func tuple() throws -> [Int] {
        var numbers: [Int] = []
        try expect("(")
        while !accept(")") {
            numbers.append(try number())
            guard numbers.count <= 32 else { throw damaged("'shape' has more than 32 dimensions") }
            if !accept(",") {
                try expect(")")
                break
            }
        }
        return numbers
    }

    private mutating func number() throws -> Int {
        skipSpaces()
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let value = Int(String(decoding: digits, as: UTF8.self)) else {
            throw damaged("'shape' holds something that is no whole number from 0 to \(Int.max)")
        }
        rest = rest[digits.endIndex...]
        return value
    }

    private mutating func accept(_ token: String) -> Bool {
        skipSpaces()
        guard rest.starts(with: token.utf8) else { return false }
        rest = rest.dropFirst(token.utf8.count)
        return true
    }

    private mutating func expect(_ token: String) throws {
        guard accept(token) else { throw damaged("'\(token)' is missing") }
    }

    private mutating func skipSpaces() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    }

    private func damaged(_ what: String) -> TensorError {
        TensorError("the NumPy header is damaged: \(what)")
    }
}
