internal import PilotageAPI

/// The names of the files of a gallery, and the limits that keep a hostile one from doing harm.
enum GalleryLayout {
    /// The version of the format that is written, and the newest that is read.
    static let format = 1
    static let document = "gallery.json"
    static let places = "places.gpkg"
    static let modelDirectory = "model"

    static let longestDocument = 64 << 20
    static let mostPlaces = 200_000_000
    static let largestDimension = 65_536

    /// The name of the segment that is number `number`, counting from 1.
    static func segment(_ number: Int) -> String {
        number == 1 ? "embeddings.npy" : "embeddings-\(number).npy"
    }

    /// The path of a model file inside the gallery.
    static func model(_ name: String) -> String { "\(modelDirectory)/\(name)" }

    /// Whether a path is one that this program writes: no way out of the directory, nothing hidden.
    static func isOwn(_ path: String) -> Bool {
        if path == places { return true }
        if path.hasPrefix("\(modelDirectory)/") {
            return isPlainName(path.dropFirst(modelDirectory.count + 1))
        }
        return path.hasPrefix("embeddings") && path.hasSuffix(".npy") && isPlainName(path[...])
    }

    /// Letters, digits, `.`, `_` and `-`, not beginning with a point.
    static func isPlainName(_ name: Substring) -> Bool {
        (1...100).contains(name.utf8.count) && name.first != "."
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The name of a gallery for messages and reports: its directory's, without the suffix.
    static func name(ofPath path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return last.hasSuffix(".gallery") ? String(last.dropLast(8)) : last
    }
}
