import Evaluation
import Geodesy
import Pictures
import PilotageAPI
import Pipeline

extension RenderTask {
    /// Longer videos are more likely a mistake: a day at ten frames a second.
    private static let mostFrames = 864_000

    /// Where the poses of a video are written, beside it.
    var truthPath: String { stem + "-truth.csv" }

    /// A video along a route, with its truth beside it.
    ///
    /// - Parameter name: the route's, for messages.
    func drawRoute(
        _ drawing: MapDrawing, _ route: Route, named name: String, framesPerSecond: Int
    ) throws {
        let count = try checkedCount(drawing, route, name, framesPerSecond)
        let video = try VideoFile(
            path: output, width: drawing.rig.width, height: drawing.rig.height,
            framesPerSecond: framesPerSecond)
        let truth = try AtomicFile(path: truthPath)
        try write(count, of: route, drawing, framesPerSecond: framesPerSecond, video, truth)
        try video.seal()
        try truth.seal()
        if progress.isInterrupted { throw CancellationError() }
        try video.publish()
        try truth.publish()
        let seconds = fixed(Double(count) / Double(framesPerSecond), digits: 1)
        let frames = count == 1 ? "1 frame" : "\(count) frames"
        Console.note(
            "drew \(output.visible()): \(frames), \(seconds) s, \(Int(route.lengthMeters.rounded())) m; "
                + "where each was: \(truthPath.visible())")
    }

    /// How many frames there are.
    ///
    /// - Throws: `PilotageError` where they are too many, or the map is out of sight.
    private func checkedCount(
        _ drawing: MapDrawing, _ route: Route, _ name: String, _ framesPerSecond: Int
    ) throws -> Int {
        for (number, point) in route.points.enumerated() where !drawing.isNear(point.coordinate) {
            throw drawing.nothingSeen(from: LatitudeLongitude(point.coordinate)).at(
                name, "point \(number + 1)")
        }
        let count = route.count(perSecond: Double(framesPerSecond))
        guard count <= Self.mostFrames else {
            throw PilotageError(
                .invalid, "the video would have \(count) frames, but may have \(Self.mostFrames)",
                place: [name], hint: "draw it in parts, or with a lower --rate or a higher --speed")
        }
        return count
    }

    private func write(
        _ count: Int, of route: Route, _ drawing: MapDrawing, framesPerSecond: Int, _ video: VideoFile,
        _ truth: AtomicFile
    ) throws {
        try truth.write(TruthText.header)
        let item = output.lastName
        try inOrder(count) { number in
            let pose = route.pose(at: Double(number) / Double(framesPerSecond))
            let raster = drawing.raster(
                at: pose.coordinate, headingDegrees: pose.headingDegrees, timeSeconds: pose.timeSeconds)
            return (pose, raster.image)
        } consume: { number, drawn in
            let (pose, image) = drawn
            try video.append(image)
            try truth.write(
                TruthText.line(
                    item: item, timeSeconds: pose.timeSeconds, at: pose.coordinate,
                    headingDegrees: pose.headingDegrees))
            display.show("drawing", number + 1, of: count)
        }
    }
}
