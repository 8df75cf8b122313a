internal import PilotageAPI

/// Reads the sections that choose plugins and set their options.
struct SectionReader {
    let registry: Registry
    let problems: Problems

    /// Without `use`, each file is given to the decoder that recognizes it; the options are those of the first
    /// decoder in the registry that takes them all.
    func decode(_ node: OptionNode?) -> PluginSection {
        guard let node, isObject(node) else { return PluginSection(plugin: nil) }
        if node["use"] != nil { return section(node, in: registry.decoders, default: nil) }
        let options = node.removing(["use"])
        if registry.decoders.contains(where: { accepts($0, options) }) {
            return PluginSection(plugin: nil, options: options)
        }
        // Nobody takes them: say what the decoder of media files finds wrong.
        if let decoder = registry.decoders.last { check(decoder, options) }
        return PluginSection(plugin: nil, options: options)
    }

    /// The matcher, and how many candidates a frame keeps.
    func match(_ node: OptionNode?) -> (PluginSection, limit: Int) {
        let fallback = 50
        if let node, !isObject(node) { return (PluginSection(plugin: nil), fallback) }
        var options = node?.removing(["limit"])
        for entry in options?.entries ?? [] where nearestName(to: entry.key, among: ["limit"]) != nil {
            problems.add(entry.mark, "unknown key '\(entry.key)' in match", hint: "did you mean 'limit'?")
            options = options?.removing([entry.key])
        }
        let section = section(
            options, in: registry.matchers, default: registry.matchers.first.map { $0.name })
        guard let limit = node?["limit"] else { return (section, fallback) }
        if case .int(let count) = limit.value, (1...10_000).contains(count) { return (section, count) }
        problems.add(limit.mark, "'limit' is \(limit.shown), but must be a whole number from 1 to 10000")
        return (section, fallback)
    }

    /// The locator.
    func locate(_ node: OptionNode?) -> PluginSection {
        section(node, in: registry.locators, default: registry.locators.first.map { $0.name })
    }

    /// The reports; by default `fixes.csv` and `fixes.geojson`.
    func reports(_ node: OptionNode?) -> [PlannedReport] {
        guard let node else {
            return [("report.csv", "fixes.csv"), ("report.geojson", "fixes.geojson")].map {
                PlannedReport(section: PluginSection(plugin: $0.0), path: $0.1)
            }
        }
        guard case .array(let nodes) = node.value, !nodes.isEmpty else {
            problems.add(
                node.mark, "'report' is \(node.shown), but must be a list of reports",
                hint:
                    "write [{ use: report.csv, path: fixes.csv }], or leave 'report' out for fixes.csv and fixes.geojson"
            )
            return []
        }
        var paths: Set<String> = []
        return nodes.compactMap { report($0, &paths) }
    }

    private func report(_ node: OptionNode, _ paths: inout Set<String>) -> PlannedReport? {
        guard case .object = node.value else {
            problems.add(
                node.mark, "a report is \(node.shown), but must be a group of keys",
                hint: "write { use: report.csv, path: fixes.csv }")
            return nil
        }
        guard case .string(let path)? = node["path"]?.value, !path.isEmpty else {
            problems.add(node["path"]?.mark ?? node.mark, "a report needs a 'path' to write to")
            return nil
        }
        if !paths.insert(path).inserted { problems.add(node["path"]?.mark, "two reports write '\(path)'") }
        if node["use"] == nil {
            problems.add(
                node.mark, "a report needs 'use', the name of its plugin", hint: "such as report.csv")
            return nil
        }
        return PlannedReport(
            section: section(node.removing(["path"]), in: registry.reporters, default: nil), path: path)
    }

    private func section<Role>(_ node: OptionNode?, in role: [Role], default fallback: String?)
        -> PluginSection
    {
        guard let node else { return PluginSection(plugin: fallback) }
        guard isObject(node) else { return PluginSection(plugin: fallback) }
        let options = node.removing(["use"])
        var name = fallback
        if let use = node["use"] {
            guard case .string(let text) = use.value else {
                problems.add(use.mark, "'use' is \(use.shown), but must be the name of a plugin")
                return PluginSection(plugin: fallback)
            }
            name = text
        }
        guard let name else { return PluginSection(plugin: nil, options: options) }
        do {
            if let plugin = try Registry.find(name, in: role) as? any Plugin.Type { check(plugin, options) }
        } catch {
            if let error = error as? PilotageError { problems.add(error, under: node["use"]?.mark) }
        }
        return PluginSection(plugin: name, options: options)
    }

    private func isObject(_ node: OptionNode) -> Bool {
        if case .object = node.value { return true }
        problems.add(node.mark, "\(node.shown) stands where a group of keys should", hint: "write { use: … }")
        return false
    }

    private func check(_ plugin: any Plugin.Type, _ options: OptionNode) {
        do { try plugin.checkOptions(options) } catch let errors as PilotageErrors {
            for error in errors.errors { problems.add(error, under: nil) }
        } catch {}
    }

    private func accepts(_ plugin: any Plugin.Type, _ options: OptionNode) -> Bool {
        (try? plugin.checkOptions(options)) != nil
    }
}

extension Plugin {
    /// Throws `PilotageErrors` where the options are not the plugin's.
    static func checkOptions(_ options: OptionNode) throws { _ = try Options(options, of: name) }
}
