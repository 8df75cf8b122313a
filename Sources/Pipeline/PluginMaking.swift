internal import Manifests
internal import PilotageAPI

// Opening the registry's types needs one generic function per role.

func make<D: Decoder>(_ type: D.Type, _ options: OptionNode) throws -> any Decoder {
    try D(D.Options(options, of: D.name))
}

func make<M: Matcher>(_ type: M.Type, _ options: OptionNode) throws -> any Matcher {
    try M(M.Options(options, of: M.name))
}

func make<L: Locator>(_ type: L.Type, _ options: OptionNode) throws -> any Locator {
    try L(L.Options(options, of: L.name))
}

func make<R: Reporter>(_ type: R.Type, _ options: OptionNode, path: String) throws -> any Reporter {
    try R(R.Options(options, of: R.name), path: path)
}

extension Registry {
    /// The decoders of a plan: the one it names, or all of them, each with the options that it takes.
    func decoders(_ section: PluginSection) throws -> [any Decoder] {
        if let name = section.plugin {
            let type = try Registry.find(name, in: decoders)
            return [try make(type, section.options)]
        }
        return try decoders.map { type in
            if let decoder = try? make(type, section.options) { return decoder }
            return try make(type, .empty)
        }
    }

    func matcher(_ section: PluginSection) throws -> any Matcher {
        let type = try Registry.find(section.plugin ?? "", in: matchers)
        return try make(type, section.options)
    }

    func locator(_ section: PluginSection) throws -> any Locator {
        let type = try Registry.find(section.plugin ?? "", in: locators)
        return try make(type, section.options)
    }

    func reporter(_ section: PluginSection, path: String) throws -> any Reporter {
        let type = try Registry.find(section.plugin ?? "", in: reporters)
        return try make(type, section.options, path: path)
    }
}
