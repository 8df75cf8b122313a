import Foundation

/// Makes a landscape that does not exist, photographs it from above, and flies over it; or a town, and drives through it.
///
///     DemoWorld DIRECTORY [--seed N]                    references/*.jpg, flight.mp4 and truth.csv
///     DemoWorld DIRECTORY [--seed N] --picture FIXES    result.png: the fixes on the land, beside the truth
///     DemoWorld DIRECTORY [--seed N] --town             town.osm, drive.mp4 and town-truth.csv
///     DemoWorld DIRECTORY --town --picture FIXES        town-result.png: the fixes on the town's map, beside the truth
@main
struct DemoWorld {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        do {
            let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
            try FileManager.default.createDirectory(
                at: arguments.directory, withIntermediateDirectories: true)
            if arguments.isTown {
                try await drive(arguments)
            } else {
                try await fly(arguments)
            }
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func fly(_ arguments: Arguments) async throws {
        let land = await Landscape(seed: arguments.seed)
        if let fixes = arguments.fixes {
            try ResultPicture(land: land, directory: arguments.directory).write(fixes: fixes)
        } else {
            let world = World(land: land, seed: arguments.seed, directory: arguments.directory)
            try await world.writeReferences()
            try await world.writeFlight()
        }
    }

    private static func drive(_ arguments: Arguments) async throws {
        let world = TownWorld(seed: UInt64(arguments.seed), directory: arguments.directory)
        if let fixes = arguments.fixes {
            try world.writePicture(fixes: fixes)
        } else {
            try await world.write()
        }
    }
}

/// The command line.
private struct Arguments {
    var directory = URL(fileURLWithPath: "demo")
    var seed: UInt32 = 7
    var fixes: URL?
    var isTown = false

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
            case "--town": isTown = true
            default:
                guard !word.hasPrefix("-"), !hasDirectory else {
                    throw DemoError("unknown argument '\(word)'")
                }
                directory = URL(fileURLWithPath: word)
                hasDirectory = true
            }
        }
        guard hasDirectory else {
            throw DemoError("usage: DemoWorld DIRECTORY [--seed N] [--town] [--picture FIXES.csv]")
        }
    }
}
