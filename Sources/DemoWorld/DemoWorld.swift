import Foundation

/// Makes a landscape that does not exist, photographs it from above, and flies over it.
///
///     DemoWorld DIRECTORY [--seed N]                    references/*.jpg, flight.mp4 and truth.csv
///     DemoWorld DIRECTORY [--seed N] --picture FIXES    result.png: the fixes on the land, beside the truth
@main
struct DemoWorld {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do {
            let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
            try FileManager.default.createDirectory(
                at: arguments.directory, withIntermediateDirectories: true)
            let land = await Landscape(seed: arguments.seed)
            if let fixes = arguments.fixes {
                try ResultPicture(land: land, directory: arguments.directory).write(fixes: fixes)
            } else {
                let world = World(land: land, seed: arguments.seed, directory: arguments.directory)
                try await world.writeReferences()
                try await world.writeFlight()
            }
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(2)
        }
    }
}

/// The command line.
private struct Arguments {
    var directory = URL(fileURLWithPath: "demo")
    var seed: UInt32 = 7
    var fixes: URL?

    init(_ words: [String]) throws {
        var rest = words[...]
        var hasDirectory = false
        while let word = rest.popFirst() {
            switch word {
            case "--seed":
                guard let value = rest.popFirst().flatMap({ UInt32($0) }) else {
                    throw DemoError("--seed needs a whole number")
                }
                seed = value
            case "--picture":
                guard let path = rest.popFirst() else { throw DemoError("--picture needs a CSV of fixes") }
                fixes = URL(fileURLWithPath: path)
            default:
                guard !word.hasPrefix("-"), !hasDirectory else {
                    throw DemoError("unknown argument '\(word)'")
                }
                directory = URL(fileURLWithPath: word)
                hasDirectory = true
            }
        }
        guard hasDirectory else {
            throw DemoError("usage: DemoWorld DIRECTORY [--seed N] [--picture FIXES.csv]")
        }
    }
}
