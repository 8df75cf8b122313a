import Foundation
import Geodesy
import PilotageAPI
import Rendering
import StreetMap
import Towns

/// The files of a demo on the ground: a town's map, a video of a drive through it without positions, and the truth about it.
struct TownWorld {
    let seed: UInt64
    let directory: URL

    /// Pictures per second, and seconds of the drive.
    private static let (rate, seconds) = (5, 150.0)
    private static let (width, height) = (640, 360)
    /// Pictures drawn at a time.
    private static let batch = 24

    private var mapFile: URL { directory.appending(path: "town.osm") }

    /// Writes `town.osm`, `drive.mp4` and `town-truth.csv`.
    func write() async throws {
        let town = Town(seed: seed)
        try Data(town.text.utf8).write(to: mapFile)
        let drive = town.drive(seed: seed, seconds: Self.seconds, framesPerSecond: Double(Self.rate))
        try await film(drive)
        try truth(of: drive)
    }

    /// The picture of the result: `town-result.png`.
    func writePicture(fixes: URL) throws {
        try TownPicture(map: try map(), directory: directory).write(fixes: fixes)
    }

    private func map() throws -> StreetMap { try MapFile(path: mapFile.path).read() }

    /// Houses, weather, traffic and the camera's faults are the film's own: a gallery of the map is drawn from another seed.
    private func film(_ drive: Drive) async throws {
        let renderer = MapRenderer(try map(), look: .footage(seed: seed))
        let ffmpeg = try FFmpegPipe(
            width: Self.width, height: Self.height, rate: Self.rate,
            output: [
                "-c:v", "libx264", "-preset", "superfast", "-crf", "24", "-pix_fmt", "yuv420p", "-g", "20",
                "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
                directory.appending(path: "drive.mp4").path,
            ])
        for start in stride(from: 0, to: drive.poses.count, by: Self.batch) {
            let poses = Array(drive.poses[start..<min(start + Self.batch, drive.poses.count)])
            let take = seed
            let pictures = await inParallel(poses) { pose in
                renderer.picture(
                    Self.camera(pose), shot: Shot(seed: take, timeSeconds: pose.timeSeconds)
                ).samples
            }
            for picture in pictures { try ffmpeg.write(picture) }
        }
        try ffmpeg.close()
    }

    private static func camera(_ pose: Drive.Pose) -> Rendering.Camera {
        Rendering.Camera(
            at: pose.coordinate, headingDegrees: pose.headingDegrees, width: width, height: height)
    }

    private func truth(of drive: Drive) throws {
        var table = "item,time_s,lat,lon,heading_deg\n"
        for pose in drive.poses {
            let place = pose.coordinate
            table += "drive,\(decimal(pose.timeSeconds, 1)),\(decimal(place.latitude, 7)),"
            table += "\(decimal(place.longitude, 7)),\(decimal(pose.headingDegrees, 1))\n"
        }
        try Data(table.utf8).write(to: directory.appending(path: "town-truth.csv"))
    }
}
