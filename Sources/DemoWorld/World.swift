import Foundation

/// The files of a demo: references, a video without positions, and the truth about it.
struct World {
    let land: Landscape
    let seed: UInt32
    let directory: URL

    /// Pictures drawn at a time.
    private static let batch = 48

    /// The survey's photos, with their positions in EXIF.
    func writeReferences() async throws {
        let folder = directory.appending(path: "references")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let camera = Camera(width: 480, height: 360, exposure: 1, contrast: 0, noise: 4)
        let poses = Survey.poses(seed: seed)
        let pattern = folder.appending(path: "survey-%03d.jpg").path
        try await render(
            poses, with: camera, rate: 1, output: ["-q:v", "3", "-bitexact", "-start_number", "0", pattern])
        for (number, pose) in poses.enumerated() {
            let digits = String(1000 + number).dropFirst()
            let file = folder.appending(path: "survey-\(digits).jpg")
            guard let photo = Exif.inserted(note(pose, number), into: try Data(contentsOf: file)) else {
                throw DemoError("\(file.path): ffmpeg wrote no JPEG")
            }
            try photo.write(to: file)
        }
    }

    /// The flight's video, and where each of its pictures was taken.
    func writeFlight() async throws {
        let camera = Camera(width: 640, height: 480, exposure: 1.12, contrast: 0.15, noise: 5)
        let poses = Flight.poses(seed: seed)
        try await render(
            poses, with: camera, rate: Flight.rate,
            output: [
                "-c:v", "libx264", "-preset", "superfast", "-crf", "24", "-pix_fmt", "yuv420p", "-g", "20",
                "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
                directory.appending(path: "flight.mp4").path,
            ])
        var table = "item,time_s,lat,lon,heading_deg\n"
        for (number, pose) in poses.enumerated() {
            let (latitude, longitude) = Geography.position(east: pose.east, north: pose.north)
            let time = decimal(Double(number) / Double(Flight.rate), 1)
            let heading = decimal(Double(pose.heading), 1)
            table += "flight,\(time),\(decimal(latitude, 7)),\(decimal(longitude, 7)),\(heading)\n"
        }
        try Data(table.utf8).write(to: directory.appending(path: "truth.csv"))
    }

    private func render(_ poses: [Pose], with camera: Camera, rate: Int, output: [String]) async throws {
        let ffmpeg = try FFmpegPipe(width: camera.width, height: camera.height, rate: rate, output: output)
        let land = self.land
        for start in stride(from: 0, to: poses.count, by: World.batch) {
            let numbers = Array(start..<min(start + World.batch, poses.count))
            for picture in await inParallel(
                numbers, { camera.picture(of: land, from: poses[$0], number: $0) })
            {
                try ffmpeg.write(picture)
            }
        }
        try ffmpeg.close()
    }

    private func note(_ pose: Pose, _ number: Int) -> PhotoNote {
        let (latitude, longitude) = Geography.position(east: pose.east, north: pose.north)
        return PhotoNote(
            latitude: latitude, longitude: longitude, altitude: Double(pose.height),
            heading: Double(pose.heading), date: "2026:04:14", secondOfDay: 10 * 3600 + 3 * number)
    }
}

/// A number with so many digits behind the point.
func decimal(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), value)
}
