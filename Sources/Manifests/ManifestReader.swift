internal import Foundation
public import PilotageAPI

/// Reads and checks a manifest: everything that is wrong with it is told at once, before any work.
public struct ManifestReader {
    private let registry: Registry

    /// A reader that knows the program's plugins.
    public init(registry: Registry) { self.registry = registry }

    /// The plan of a manifest file, JSON by the suffix `.json` and YAML otherwise.
    ///
    /// - Throws: `PilotageErrors` whose places begin with the path.
    public func read(path: String) throws -> Plan {
        do {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
                throw PilotageError(
                    .invalid, "a folder, but a manifest is a file",
                    hint: "to locate the footage in it without a manifest, add --gallery NAME.gallery")
            }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw PilotageError(
                    .unreadable, "the manifest cannot be read",
                    hint: "check that the file exists and may be read")
            }
            guard let text = String(validating: data, as: UTF8.self) else {
                throw PilotageError(.invalid, "the manifest is not UTF-8 text", hint: "save it as UTF-8")
            }
            let node = try ManifestText.parse(withoutMark(text), isJSON: path.lowercased().hasSuffix(".json"))
            let folder = path.parentPath
            let fileName = path.lastName.withoutSuffix
            var plan = try plan(of: node, relativeTo: folder, defaultName: fileName)
            plan.manifestFiles.append(path)
            return plan
        } catch let error as PilotageError {
            throw PilotageErrors([error.at(path)])
        } catch let errors as PilotageErrors {
            throw PilotageErrors(errors.errors.map { $0.at(path) })
        }
    }

    /// The plan of paths given as arguments: the same as a manifest that names them.
    public func plan(paths: [String], gallery: String) throws -> Plan {
        let node = OptionNode(
            .object([
                OptionEntry(key: "pilotage", value: OptionNode(.int(1))),
                OptionEntry(key: "gallery", value: OptionNode(.string(gallery))),
                OptionEntry(key: "items", value: OptionNode(.array(paths.map { OptionNode(.string($0)) }))),
            ]))
        return try plan(of: node, relativeTo: "", defaultName: "run")
    }

    /// Editors on Windows put a byte order mark first, which the YAML parser counts as a line.
    private func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static let keys = [
        "pilotage", "name", "gallery", "items", "items_from", "region", "decode", "match", "locate", "report",
    ]

    private func plan(of node: OptionNode, relativeTo base: String, defaultName: String) throws -> Plan {
        let problems = Problems()
        let reader = ObjectReader(node, "the manifest", keys: Self.keys, problems)
        if case .object = node.value {} else { try problems.throwIfAny() }
        checkVersion(node, problems)
        let files = MediaFiles(base: base, registry: registry)
        let gallery = gallery(reader, files)
        let sections = SectionReader(registry: registry, problems: problems)
        var items = ItemReader(files: files, problems: problems)
        items.read(node["items"], from: reader.text("items_from"), mark: node["items_from"]?.mark)
        let region = RegionReader(files: files, problems: problems).read(node["region"])
        let (match, limit) = sections.match(node["match"])
        let plan = Plan(
            name: reader.text("name") ?? defaultName, galleryPath: gallery, items: items.items,
            region: region,
            decode: sections.decode(node["decode"]), match: match, limit: limit,
            locate: sections.locate(node["locate"]), reports: sections.reports(node["report"]),
            manifestFiles: [node["items_from"], node["region"]?["polygon"]].compactMap { node in
                if case .string(let path)? = node?.value { files.resolve(path) } else { nil }
            }, remarks: items.remarks)
        if plan.items.isEmpty, problems.errors.isEmpty {
            problems.add(node["items"]?.mark ?? node.mark, "there is nothing to process: no item was found")
        }
        try problems.throwIfAny()
        return plan
    }

    private func checkVersion(_ node: OptionNode, _ problems: Problems) {
        switch node["pilotage"]?.value {
        case .int(1): break
        case nil:
            problems.add(
                node.mark, "the key 'pilotage' is missing",
                hint: "begin the manifest with 'pilotage: 1', its format")
        default:
            let found = node["pilotage"]
            problems.add(
                found?.mark, "'pilotage' is \(found?.shown ?? "nothing"), but this program reads format 1")
        }
    }

    private func gallery(_ reader: ObjectReader, _ files: MediaFiles) -> String {
        guard let path = reader.text("gallery") else {
            if reader.node["gallery"] == nil {
                reader.problems.add(
                    reader.node.mark, "the key 'gallery' is missing",
                    hint: "name a gallery, or make one by 'pilotage gallery build'")
            }
            return ""
        }
        let mark = reader.node["gallery"]?.mark
        switch files.kind(path) {
        case .folder: break
        case .file:
            reader.problems.add(
                mark, "the gallery '\(path)' is a file, but a gallery is a directory",
                hint: "name the directory that 'pilotage gallery build' made")
        case .missing:
            reader.problems.add(
                mark, "the gallery '\(path)' does not exist",
                hint:
                    "relative paths start where the manifest lies, else where the command is given; 'pilotage gallery build' makes a gallery",
                kind: .unreadable)
        }
        return files.resolve(path)
    }
}
