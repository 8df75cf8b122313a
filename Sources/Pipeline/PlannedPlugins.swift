internal import Manifests
internal import PilotageAPI

extension Registry {
    /// The decoders of a plan: the one it names, or all of them, each with the options that it takes.
    func decoders(_ section: PluginSection) throws -> [any Decoder] {
        if let name = section.plugin {
            let type = try Registry.find(name, in: decoders)
            return [try type.make(section.options)]
        }
        return try decoders.map { type in
            if let decoder = try? type.make(section.options) { return decoder }
            return try type.make(nil)
        }
    }

    func matcher(_ section: PluginSection) throws -> any Matcher {
        let type = try Registry.find(section.plugin ?? "", in: matchers)
        return try type.make(section.options)
    }

    func locator(_ section: PluginSection) throws -> any Locator {
        let type = try Registry.find(section.plugin ?? "", in: locators)
        return try type.make(section.options)
    }

    func reporter(_ section: PluginSection, path: String) throws -> any Reporter {
        let type = try Registry.find(section.plugin ?? "", in: reporters)
        return try type.make(section.options, path: path)
    }
}
