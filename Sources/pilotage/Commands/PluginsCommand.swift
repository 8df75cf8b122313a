import ArgumentParser
import Catalog
import PilotageAPI

struct PluginsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugins",
        abstract: "List the plugins, or the options of one.")

    @Argument(help: "The plugin's name, such as locate.nearest.")
    var name: String?
    @Flag(help: "Write JSON.")
    var json = false
    @Flag(help: "Write the option table of the documentation.")
    var markdown = false

    func run() throws {
        let chosen =
            try name.map { [try Registry.find($0, in: Registry.catalog.all)] } ?? Registry.catalog.all
        if json {
            try Console.result("[\n" + chosen.map { "  " + object($0) }.joined(separator: ",\n") + "\n]")
        } else if markdown {
            try Console.result(chosen.map(page).joined(separator: "\n\n"))
        } else if name == nil {
            let width = chosen.map { $0.name.count }.max() ?? 0
            for plugin in chosen {
                try Console.result("\(plugin.name.padding(to: width + 2))\(plugin.summary)")
            }
        } else {
            for plugin in chosen { try Console.result(table(plugin)) }
        }
    }

    private func table(_ plugin: any Plugin.Type) -> String {
        var lines = ["\(plugin.name): \(plugin.summary)"]
        for option in plugin.optionDescriptions {
            lines.append("  \(option.key) (\(option.values); default \(option.defaultValue))")
            lines.append("      \(option.help)")
        }
        if plugin.optionDescriptions.isEmpty { lines.append("  no options") }
        return lines.joined(separator: "\n")
    }

    private func page(_ plugin: any Plugin.Type) -> String {
        guard !plugin.optionDescriptions.isEmpty else { return "It has no options." }
        let rows = plugin.optionDescriptions.map {
            "| `\($0.key)` | \($0.values.replacing("|", with: "\\|")) | `\($0.defaultValue)` | \($0.help) |"
        }
        return (["| option | values | default | meaning |", "| --- | --- | --- | --- |"] + rows).joined(
            separator: "\n")
    }

    private func object(_ plugin: any Plugin.Type) -> String {
        let options = plugin.optionDescriptions.map {
            #"{"key": \#(jsonString($0.key)), "values": \#(jsonString($0.values)), "default": \#(jsonString($0.defaultValue)), "#
                + #""schema": \#($0.schema), "help": \#(jsonString($0.help))}"#
        }
        return #"{"name": \#(jsonString(plugin.name)), "summary": \#(jsonString(plugin.summary)), "#
            + #""options": [\#(options.joined(separator: ", "))]}"#
    }
}
