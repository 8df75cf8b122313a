internal import Foundation
internal import PilotageAPI
internal import Tables

/// Reads items: paths, patterns, folders, rows of matrices, and the rows of an `items_from` table.
struct ItemReader {
    /// How a folder is taken.
    enum Form: String, CaseIterable {
        /// All photos of the folder are one item, a frame each.
        case sequence
        /// Every photo by itself.
        case photos
    }

    let files: MediaFiles
    let problems: Problems
    private(set) var items: [PlannedItem] = []
    private(set) var remarks: [String] = []
    private var ids: Set<String> = []

    init(files: MediaFiles, problems: Problems) {
        self.files = files
        self.problems = problems
    }

    /// How pictures show the world, where they are not those of one lens.
    enum Projection: String, CaseIterable {
        /// All around: columns even in heading, rows even in pitch.
        case equirectangular
    }

    private static let keys = [
        "id", "path", "as", "rows", "turns", "start", "fov_deg", "rig", "projection", "front_deg",
    ]
    /// Wider angles of view are not those of a lens that keeps straight lines straight.
    static let fieldsOfView = 0.1...179.0

    /// Reads `items` and the table of `items_from`.
    mutating func read(_ node: OptionNode?, from table: String?, mark: SourceMark?) {
        if node == nil, table == nil, mark == nil {
            problems.add(nil, "neither 'items' nor 'items_from' says what to process")
        }
        if let node {
            if case .array(let nodes) = node.value {
                for node in nodes { read(node) }
                if nodes.isEmpty, table == nil {
                    noItems(node, "is an empty list, but must name what to process")
                }
            } else {
                noItems(node, "is \(node.shown), but must be a list of paths or items")
            }
        }
        if let table { readTable(table, mark) }
    }

    private func noItems(_ node: OptionNode, _ what: String) {
        problems.add(
            node.mark, "'items' \(what)", hint: "write items: [videos/*.mp4], or items_from: table.csv")
    }

    private mutating func read(_ node: OptionNode) {
        switch node.value {
        case .string(let path) where !path.isEmpty:
            add(Written(path: path, mark: node.mark))
        case .object:
            let reader = ObjectReader(node, "an item", keys: Self.keys, problems)
            if let path = node["path"], case .array(let paths) = path.value {
                return addRig(reader, paths, path.mark)
            }
            guard let path = reader.text("path") else {
                if node["path"] == nil { problems.add(node.mark, "an item needs a 'path'") }
                return
            }
            noteProjection(reader)
            add(
                Written(
                    path: path, mark: node["path"]?.mark, id: reader.text("id"), form: reader.choice("as"),
                    rows: reader.rows("rows"), turns: reader.turns("turns"), start: reader.time("start"),
                    fieldOfView: reader.number("fov_deg", in: Self.fieldsOfView),
                    projection: reader.choice("projection"), front: reader.angle("front_deg")))
        default:
            problems.add(
                node.mark, "an item is \(node.shown), but must be a path or a group of keys",
                hint: "write a path, or { path: walks/quay, as: sequence }")
        }
    }

    /// An item as written, with the place of its path.
    private struct Written {
        var path: String
        var mark: SourceMark?
        var id: String?
        var form: Form?
        var rows: [Int]?
        var turns: [Bool?]?
        var start: Double?
        var fieldOfView: Double?
        var projection: Projection?
        var front: Double?
    }

    private mutating func add(_ written: Written) {
        switch files.kind(written.path) {
        case .file where written.form == .sequence:
            problems.add(
                written.mark, "'\(written.path)' is a file, but a sequence is a folder of photos",
                hint: "leave out 'as': a video or matrix is a sequence by itself")
        case .file:
            add(written, id: written.id ?? written.path, paths: [written.path])
        case .folder:
            addFolder(written)
        case .missing:
            let found = files.matches(ofPattern: written.path)
            if found.isEmpty {
                return noteMissing(written.path, written.mark)
            }
            if isOfOneMatrix(written), found.count > 1 { return refuse(written) }
            if written.id != nil, found.count > 1 {
                return problems.add(
                    written.mark, "one id for the \(found.count) files of '\(written.path)'",
                    hint: "leave out the id")
            }
            for path in found {
                var one = written
                one.path = path
                if files.kind(path) == .folder {
                    addFolder(one)
                } else {
                    add(one, id: one.id ?? path, paths: [path])
                }
            }
        }
    }

    func noteMissing(_ path: String, _ mark: SourceMark?) {
        problems.add(
            mark, "'\(path)' does not exist",
            hint:
                "relative paths start where the manifest lies, else where the command is given; * and ? stand for any letters",
            kind: .unreadable)
    }

    private func isOfOneMatrix(_ written: Written) -> Bool { written.rows != nil || written.turns != nil }

    private mutating func refuse(_ written: Written) {
        let key = written.rows != nil ? "rows" : "turns"
        problems.add(written.mark, "'\(key)' go with one matrix, not with a folder or several files")
    }

    private mutating func addFolder(_ written: Written) {
        if isOfOneMatrix(written) { return refuse(written) }
        guard let folder = try? files.media(below: written.path) else {
            return problems.add(
                written.mark, "the folder '\(written.path)' cannot be read", kind: .unreadable)
        }
        let root = written.path.hasSuffix("/") ? written.path : written.path + "/"
        let paths = folder.files.map { root + $0 }
        if paths.isEmpty, folder.unreadable.isEmpty {
            return problems.add(written.mark, "no media file lies below '\(written.path)'", kind: .unreadable)
        }
        remark(on: folder, root)
        if written.form == .sequence {
            // Without them nobody knows which frames are missing.
            let refusal = folder.unreadable.first.map { $0.error.at(root + $0.path) }
            return add(written, id: written.id ?? written.path, paths: paths, refusal: refusal)
        }
        if written.id != nil {
            return problems.add(
                written.mark, "one id for the \(paths.count) files of '\(written.path)'",
                hint: "leave out the id, or take the folder as: sequence")
        }
        let found = paths.map { (path: $0, refusal: PilotageError?.none) }
        let closed = folder.unreadable.map { (path: root + $0.path, refusal: PilotageError?.some($0.error)) }
        for (path, refusal) in (found + closed).sorted(by: { bytewise($0.path, $1.path) }) {
            add(written, id: path, paths: [path], refusal: refusal)
        }
    }

    private mutating func remark(on folder: MediaFolder, _ root: String) {
        let count = folder.otherFiles
        if count > 0 {
            remarks.append("\(root.dropLast()): \(count) file\(count == 1 ? "" : "s") passed over: no media")
        }
        for closed in folder.unreadable {
            remarks.append("\(root)\(closed.path): \(closed.error.message); its item will fail")
        }
    }

    private mutating func add(
        _ written: Written, id: String, paths: [String], refusal: PilotageError? = nil
    ) {
        if isOfOneMatrix(written), paths.count > 1 { return refuse(written) }
        if let rows = written.rows, let turns = written.turns, rows.count != turns.count {
            return problems.add(written.mark, "\(rows.count) rows, but \(turns.count) turns")
        }
        add(
            PlannedItem(
                id: id,
                sources: paths.map {
                    MediaSource(path: files.resolve($0), rows: written.rows, turns: written.turns)
                },
                isSequence: written.form == .sequence,
                panoramaFrontDegrees: written.projection.map { _ in written.front ?? 0 },
                startUTC: written.start, fieldOfViewDegrees: written.fieldOfView, refusal: refusal),
            written.mark)
    }

    /// Adds an item, unless there is one of its id.
    mutating func add(_ item: PlannedItem, _ mark: SourceMark?) {
        guard ids.insert(item.id).inserted else {
            return problems.add(
                mark, "two items have the id '\(item.id)'", hint: "name the items apart by 'id'")
        }
        items.append(item)
    }
}

extension ItemReader {
    /// Reads one item a row: `path`, and where wanted `id`, `as`, `start`, `fov_deg`, `projection`, `front_deg`.
    private mutating func readTable(_ path: String, _ mark: SourceMark?) {
        do {
            let before = items.count
            let table = try ItemTable(path: files.resolve(path))
            for problem in table.problems { problems.add(problem, under: mark) }
            problems.table = path
            for node in table.nodes { read(node) }
            problems.table = nil
            if items.count == before, problems.errors.isEmpty {
                problems.add(mark, "the table '\(path)' has no rows")
            }
        } catch let error as PilotageError {
            problems.add(error, under: mark)
        } catch let errors as PilotageErrors {
            for error in errors.errors { problems.add(error, under: mark) }
        } catch {
            problems.add(mark, "the table '\(path)' cannot be read: \(error)", kind: .unreadable)
        }
    }
}
