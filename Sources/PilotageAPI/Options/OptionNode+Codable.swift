extension OptionNode: Codable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads any JSON value; the keys of objects come sorted.
    public init(from decoder: any Swift.Decoder) throws {
        if let keyed = try? decoder.container(keyedBy: Key.self) {
            let keys = keyed.allKeys.sorted { $0.stringValue < $1.stringValue }
            self.init(
                .object(
                    try keys.map {
                        OptionEntry(key: $0.stringValue, value: try keyed.decode(OptionNode.self, forKey: $0))
                    }))
            return
        }
        if var list = try? decoder.unkeyedContainer() {
            var values: [OptionNode] = []
            while !list.isAtEnd { values.append(try list.decode(OptionNode.self)) }
            self.init(.array(values))
            return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            self.init(.null)
        } else if let bool = try? single.decode(Bool.self) {
            self.init(.bool(bool))
        } else if let int = try? single.decode(Int.self) {
            self.init(.int(int))
        } else if let double = try? single.decode(Double.self) {
            self.init(.double(double))
        } else {
            self.init(.string(try single.decode(String.self)))
        }
    }

    /// Writes the value without its mark.
    public func encode(to encoder: any Encoder) throws {
        switch value {
        case .object(let entries):
            var keyed = encoder.container(keyedBy: Key.self)
            for entry in entries { try keyed.encode(entry.value, forKey: Key(stringValue: entry.key)) }
        case .array(let values):
            var list = encoder.unkeyedContainer()
            for value in values { try list.encode(value) }
        default:
            var single = encoder.singleValueContainer()
            switch value {
            case .bool(let bool): try single.encode(bool)
            case .int(let int): try single.encode(int)
            case .double(let double): try single.encode(double)
            case .string(let string): try single.encode(string)
            default: try single.encodeNil()
            }
        }
    }
}
