internal import PilotageAPI

/// Items whose frames hold views to several sides: files of several cameras, and pictures all around.
extension ItemReader {
    /// The most cameras of a rig: the files of all of them are open at a time.
    static let mostCameras = 8

    /// Adds an item whose path is a list: a file for every camera.
    mutating func addRig(_ reader: ObjectReader, _ paths: [OptionNode], _ mark: SourceMark?) {
        let node = reader.node
        for key in ["as", "rows", "turns", "projection", "front_deg"] {
            guard let other = node[key] else { continue }
            problems.add(other.mark, "'\(key)' does not go with a list of paths, which is a rig of cameras")
        }
        guard (1...Self.mostCameras).contains(paths.count) else {
            return problems.add(
                mark, "a rig of \(paths.count) paths, but it takes 1 to \(Self.mostCameras)")
        }
        let headings = headings(reader, count: paths.count, mark)
        let files = cameraFiles(paths)
        let (id, start) = (reader.text("id"), reader.time("start"))
        let fieldOfView = reader.number("fov_deg", in: Self.fieldsOfView)
        guard let headings, let files, let first = files.first else { return }
        add(
            PlannedItem(
                id: id ?? first, sources: files.map { MediaSource(path: self.files.resolve($0)) },
                isSequence: false, rigHeadingsDegrees: headings, startUTC: start,
                fieldOfViewDegrees: fieldOfView),
            mark)
    }

    /// Notes what does not go together in an item of one path.
    func noteProjection(_ reader: ObjectReader) {
        let node = reader.node
        if let rig = node["rig"] {
            problems.add(
                rig.mark, "'rig' goes with a list of paths, one for each camera",
                hint: "write { path: [front.mp4, rear.mp4], rig: [0, 180] }")
        }
        guard node["projection"] != nil else {
            if let front = node["front_deg"] {
                problems.add(front.mark, "'front_deg' goes with projection: equirectangular")
            }
            return
        }
        for key in ["rows", "turns"] {
            guard let other = node[key] else { continue }
            problems.add(other.mark, "'\(key)' go with a matrix, 'projection' with pictures")
        }
        if let fieldOfView = node["fov_deg"] {
            problems.add(
                fieldOfView.mark, "'fov_deg' does not go with 'projection': its views are 90° wide")
        }
    }

    /// Where the cameras look; nil where that cannot be told.
    private func headings(_ reader: ObjectReader, count: Int, _ mark: SourceMark?) -> [Double]? {
        guard let rig = reader.node["rig"] else {
            problems.add(
                mark, "a list of paths needs 'rig', where each camera looks",
                hint:
                    "write rig: [0, 180] for the front and the rear; name files of one camera as items of their own"
            )
            return nil
        }
        guard let headings = reader.angles("rig") else { return nil }
        if headings.count != count {
            problems.add(rig.mark, "\(count) paths, but \(headings.count) headings in 'rig'")
        }
        for (index, heading) in headings.enumerated() where headings[..<index].contains(heading) {
            problems.add(rig.mark, "two cameras have the heading \(shortest(heading))")
        }
        return headings
    }

    /// The files of a rig; nil where one cannot be used.
    private func cameraFiles(_ paths: [OptionNode]) -> [String]? {
        var found: [String] = []
        for node in paths {
            guard case .string(let path) = node.value, !path.isEmpty else {
                problems.add(node.mark, "a camera is \(node.shown), but must be the path of a file")
                continue
            }
            switch files.kind(path) {
            case .missing: noteMissing(path, node.mark)
            case .folder: problems.add(node.mark, "'\(path)' is a folder, but a camera of a rig is a file")
            case .file where found.contains(path):
                problems.add(node.mark, "'\(path)' is named twice in a rig")
            case .file: found.append(path)
            }
        }
        return found.count == paths.count ? found : nil
    }
}
