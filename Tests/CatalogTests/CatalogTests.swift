import Catalog
import PilotageAPI
import Testing

struct CatalogTests {
    private static let roles: [(String, [any Plugin.Type])] = [
        ("decode", Registry.catalog.decoders), ("embed", Registry.catalog.embedders),
        ("match", Registry.catalog.matchers), ("locate", Registry.catalog.locators),
        ("report", Registry.catalog.reporters),
    ]

    @Test func `names are role, dot, own name, and unique`() {
        for (role, plugins) in Self.roles {
            for plugin in plugins {
                #expect(plugin.name.wholeMatch(of: try! Regex("\(role)\\.[a-z0-9]+")) != nil)
            }
        }
        #expect(Set(Registry.catalog.all.map { $0.name }).count == Registry.catalog.all.count)
    }

    @Test func `summaries and help are single sentences without a full stop`() {
        for plugin in Registry.catalog.all {
            for text in [plugin.summary] + plugin.optionDescriptions.map(\.help) {
                #expect(
                    !text.isEmpty && !text.hasSuffix(".") && !text.contains("\n"), "\(plugin.name): \(text)")
            }
        }
    }

    @Test func `no plugin has two options of one name`() {
        for plugin in Registry.catalog.all {
            let keys = plugin.optionDescriptions.map(\.key)
            #expect(Set(keys).count == keys.count, "\(plugin.name)")
        }
    }
}
