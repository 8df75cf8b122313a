/// A value as written in a manifest or in a gallery, with the place where it stands.
public struct OptionNode: Sendable {
    /// What is written.
    public indirect enum Value: Sendable, Equatable {
        case null
        case bool(Bool)
        case int(Int)
        case double(Double)
        case string(String)
        case array([OptionNode])
        /// Keys in the order of the file.
        case object([OptionEntry])
    }

    /// What is written.
    public var value: Value
    /// Where it stands; nil for values that come from code or from arguments.
    public var mark: SourceMark?

    /// A value.
    public init(_ value: Value, at mark: SourceMark? = nil) {
        self.value = value
        self.mark = mark
    }

    /// An object with no keys.
    public static let empty = OptionNode(.object([]))

    /// The entries of an object; empty for anything else.
    public var entries: [OptionEntry] {
        if case .object(let entries) = value { entries } else { [] }
    }

    /// The value of a key of an object.
    public subscript(key: String) -> OptionNode? { entries.last { $0.key == key }?.value }

    /// The object without some keys.
    public func removing(_ keys: Set<String>) -> OptionNode {
        OptionNode(.object(entries.filter { !keys.contains($0.key) }), at: mark)
    }

    /// The value as a message shows it: scalars as written, the rest by kind.
    public var shown: String {
        switch value {
        case .null: "nothing"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let value): "'\(value)'"
        case .array(let nodes): nodes.isEmpty ? "an empty list" : "a list"
        case .object: "a group of keys"
        }
    }
}

/// A key of an object with its value.
public struct OptionEntry: Sendable, Equatable {
    /// The key.
    public var key: String
    /// Where the key stands.
    public var mark: SourceMark?
    /// Its value.
    public var value: OptionNode

    /// A key with its value.
    public init(key: String, at mark: SourceMark? = nil, value: OptionNode) {
        self.key = key
        self.mark = mark
        self.value = value
    }

    /// Equal keys and values, wherever they stand.
    public static func == (one: OptionEntry, other: OptionEntry) -> Bool {
        one.key == other.key && one.value == other.value
    }
}

/// A place in a text file; lines and columns count from 1.
public struct SourceMark: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// From 1.
    public var column: Int

    /// A place in a text file.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// `line 3, column 7`.
    public var description: String { "line \(line), column \(column)" }

    /// Reading order.
    public static func < (one: SourceMark, other: SourceMark) -> Bool {
        (one.line, one.column) < (other.line, other.column)
    }
}

extension OptionNode: Equatable {
    /// Equal values, wherever they stand.
    public static func == (one: OptionNode, other: OptionNode) -> Bool { one.value == other.value }
}
