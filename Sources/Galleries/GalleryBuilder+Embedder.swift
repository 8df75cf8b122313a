internal import PilotageAPI

extension GalleryBuilder {
    /// The embedder with its options: the default for photos; for embeddings the one that takes vectors as they are,
    /// which keeps their length where the metric makes something of it.
    func embedderNode(_ request: GalleryRequest) throws -> OptionNode {
        let isVectors = if case .embeddings = request.source { true } else { false }
        let name = (isVectors ? registry.embedders.last : registry.embedders.first)?.name ?? ""
        let node = request.embedder ?? OptionNode(.object([OptionEntry("use", .string(name))]))
        if case .map(let source) = request.source {
            return node.adding(try source.views.settings(), registry)
        }
        guard isVectors, node["use"]?.value == .string(name), node["normalize"] == nil else { return node }
        return node.adding([OptionEntry("normalize", .bool(request.metric == .cosine))])
    }

    /// How the places of a map are drawn; nil for other sources.
    ///
    /// - Parameters:
    ///   - node: the options of the embedder.
    ///   - format: what it takes.
    ///   - name: its name.
    func newViews(
        _ request: GalleryRequest, _ node: OptionNode, _ format: FrameFormat, _ name: String
    ) throws -> ViewSettings? {
        guard case .map(let source) = request.source else { return nil }
        var views = try source.views.settings()
        if format.takesRigs, case .int(let count)? = node["views"]?.value { views.count = count }
        guard let wanted = format.mapView else { return views }
        try source.views.checkLeaves(views: wanted, to: name)
        views.look = .classes
        (views.width, views.height) = (wanted.width, wanted.height)
        views.fieldOfViewDegrees = wanted.fieldOfViewDegrees
        if let defect = views.defect { throw PilotageError(.unsupported, defect, place: [name]) }
        return views
    }
}

extension OptionEntry {
    fileprivate init(_ key: String, _ value: OptionNode.Value) {
        self.init(key: key, value: OptionNode(value))
    }
}

extension OptionNode {
    fileprivate func adding(_ further: [OptionEntry]) -> OptionNode {
        guard case .object(let entries) = value else { return self }
        return OptionNode(.object(entries + further.filter { self[$0.key] == nil }))
    }

    /// The options of an embedder for a map: one that reduces pictures to a longer side takes that of the views, so that
    /// footage comes in the same size as they are drawn; one that takes several views of a place takes four.
    fileprivate func adding(_ views: ViewSettings, _ registry: Registry) -> OptionNode {
        let type = registry.embedders.first { self["use"]?.value == .string($0.name) }
        let keys = type?.optionDescriptions.map(\.key) ?? []
        let further = [OptionEntry("long_side", .int(views.longSide)), OptionEntry("views", .int(4))]
        return adding(further.filter { keys.contains($0.key) })
    }

    /// The options without the folders of files: as they are on every machine.
    func keepingFileNames(of descriptions: [OptionDescription]) -> OptionNode {
        let files = Set(descriptions.filter(\.namesFile).map(\.key))
        return OptionNode(
            .object(
                entries.map { entry in
                    guard files.contains(entry.key), case .string(let path) = entry.value.value else {
                        return entry
                    }
                    return OptionEntry(entry.key, .string(lastPart(path)))
                }))
    }
}
