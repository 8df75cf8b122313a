import Geodesy
import Pictures
import PilotageAPI
import Pipeline
import Workers

/// Draws and writes what `render` is asked for.
struct RenderTask {
    /// The file to write.
    let output: String
    /// The files that are read, which must not be written.
    let inputs: [String]
    let jobs: Int
    let progress: RunProgress
    let display: GalleryProgress

    /// The output without its suffix of three letters.
    var stem: String { String(output.dropLast(4)) }

    /// One view.
    func drawView(_ drawing: MapDrawing, at point: LatitudeLongitude, headingDegrees: Double) throws {
        guard let coordinate = Coordinate(checkingLatitude: point.latitude, longitude: point.longitude),
            drawing.seesSomething(at: coordinate, headingDegrees: headingDegrees)
        else {
            throw drawing.nothingSeen(from: point)
        }
        let raster = drawing.raster(at: coordinate, headingDegrees: headingDegrees)
        if progress.isInterrupted { throw CancellationError() }
        try PNGFile.write(raster, to: output)
        Console.note("drew \(output.visible()): \(raster.width) x \(raster.height) pixels")
    }

    /// Works on numbers from 0 in several threads, and hands over the results in order.
    ///
    /// - Throws: `CancellationError` where the run is interrupted.
    func inOrder<Result: Sendable>(
        _ count: Int, _ work: @escaping @Sendable (Int) throws -> Result,
        consume: (Int, Result) throws -> Void
    ) throws {
        let queue = IndexQueue(count: count)
        var done = 0
        let progress = progress
        try orderedMap(jobs: min(jobs, count)) {
            if progress.isInterrupted { throw CancellationError() }
            return queue.next()
        } transform: {
            try work($0)
        } consume: {
            try consume(done, $0)
            done += 1
        }
        if progress.isInterrupted { throw CancellationError() }
    }
}
