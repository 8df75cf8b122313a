import Evaluation
import Geodesy
import Manifests
import Pictures
import PilotageAPI
import Pipeline

extension RenderTask {
    /// Longer videos are more likely a mistake: a day at ten frames a second.
    private static let mostFrames = 864_000

    /// How a route is traveled.
    struct Pace {
        /// Nil where nobody said it.
        var metersPerSecond: Double?
        var framesPerSecond: Int
    }

    /// A video along a route, with its truth beside it.
    func drawRoute(_ drawing: MapDrawing, path: String, _ pace: Pace) throws {
        let route = try route(drawing, path, pace)
        let count = route.count(perSecond: Double(pace.framesPerSecond))
        guard count <= Self.mostFrames else {
            throw PilotageError(
                .invalid, "the video would have \(count) frames, but may have \(Self.mostFrames)",
                place: [path], hint: "draw it in parts, or with a lower --rate or a higher --speed")
        }
        let truthPath = stem + "-truth.csv"
        try OutputCheck.check([truthPath], inputs: inputs)
        let video = try VideoFile(
            path: output, width: drawing.rig.width, height: drawing.rig.height,
            framesPerSecond: pace.framesPerSecond)
        let truth = try AtomicFile(path: truthPath)
        try write(count, of: route, drawing, pace, video, truth)
        try video.seal()
        try truth.seal()
        if progress.isInterrupted { throw CancellationError() }
        try video.publish()
        try truth.publish()
        let seconds = fixed(Double(count) / Double(pace.framesPerSecond), digits: 1)
        Console.note(
            "drew \(output.visible()): \(count) frames, \(seconds) s, \(Int(route.lengthMeters.rounded())) m; "
                + "where each was: \(truthPath.visible())")
    }

    private func write(
        _ count: Int, of route: Route, _ drawing: MapDrawing, _ pace: Pace, _ video: VideoFile,
        _ truth: AtomicFile
    ) throws {
        try truth.write(TruthText.header)
        let item = output.lastName
        try inOrder(count) { number in
            let pose = route.pose(at: Double(number) / Double(pace.framesPerSecond))
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

    private func route(_ drawing: MapDrawing, _ path: String, _ pace: Pace) throws -> Route {
        let file = try RouteFile(path: path)
        if pace.metersPerSecond != nil, file.timesSeconds != nil {
            throw PilotageError(
                .invalid, "--speed has no effect where a route gives times", place: [path],
                hint: "leave --speed out, or the column time_s")
        }
        for (number, point) in file.points.enumerated() where !drawing.isNear(point.coordinate) {
            throw drawing.nothingSeen(from: LatitudeLongitude(point.coordinate)).at(
                path, "point \(number + 1)")
        }
        do {
            return try file.route(metersPerSecond: pace.metersPerSecond ?? RenderSubject.usualSpeed)
        } catch let error as PilotageError {
            throw error.at(path)
        }
    }
}
