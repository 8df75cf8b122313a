import Catalog
import Neural
import PilotageAPI
import Pipeline

/// The program's version, and those of the libraries it runs with.
enum ProgramVersion {
    static let number = "0.1.0"
    /// What reports and galleries name as their maker.
    static let generator = "pilotage \(number)"

    static var text: String {
        let libraries =
            Registry.catalog.all.flatMap { $0.libraries } + [neuralLibraryDescription] + RunStore.libraries
        var seen: Set<String> = []
        return ([generator] + libraries.filter { seen.insert($0).inserted }).joined(separator: "\n")
    }
}
