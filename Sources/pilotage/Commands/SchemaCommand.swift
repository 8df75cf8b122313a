import ArgumentParser
import Catalog
import Manifests
import PilotageAPI

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of manifests, for editors and checks.")

    func run() throws { try Console.result(ManifestSchema.text(registry: .catalog)) }
}
