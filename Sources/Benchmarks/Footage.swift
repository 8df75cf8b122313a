import PilotageAPI

/// Footage that is made here: a camera that drifts over a textured plain.
extension Workbench {
    /// Seconds of the clip that longer ones are made of, without encoding again.
    private static let seedSeconds = 10

    /// 1080p H.264 with B frames at 30 frames a second and about 6 Mbit/s.
    ///
    /// - Parameter gop: frames from one key frame to the next.
    func clip(seconds: Int, gop: Int) throws -> String {
        let seed = try seed(gop: gop)
        return try looped(seed, "hd-gop\(gop)-\(seconds)s.mp4", times: seconds / Self.seedSeconds)
    }

    /// 1080p at one frame a second: hours of it are decoded in minutes.
    func slowClip(hours: Int) throws -> String {
        let seed = try file("slow-600s.mp4") { path in
            try ffmpeg([
                "-i", try plain(), "-vf",
                "format=yuv420p,loop=loop=-1:size=1,setpts=N/TB,"
                    + "crop=1920:1080:x='320+300*sin(t/13)':y='180+170*cos(t/14)'",
                "-frames:v", "600", "-r", "1", "-c:v", "libx264", "-g", "10", path,
            ])
        }
        return try looped(seed, "slow-\(hours)h.mp4", times: hours * 6)
    }

    /// JPEGs out of the clip.
    ///
    /// - Returns: the folder they lie in.
    func photos(count: Int, width: Int) throws -> String {
        let clip = try seed(gop: 250)
        return try folder("photos-\(count)-\(width)") { path in
            try ffmpeg([
                "-i", clip, "-vf", "fps=\(max(1, min(30, count / Self.seedSeconds))),scale=\(width):-2",
                "-frames:v", "\(count)", "-q:v", "3", "\(path)/%04d.jpg",
            ])
        }
    }

    /// Different gray pictures of 320 x 240 pixels, cut out of the plain.
    func pictures(count: Int) throws -> [Image] {
        let folder = try folder("cuttings-\(count)") { path in
            try ffmpeg([
                "-i", try plain(), "-vf",
                "format=yuv420p,loop=loop=-1:size=1,setpts=N/30/TB,"
                    + "crop=640:480:x='960+950*sin(n*0.731)':y='480+470*cos(n*0.417)',scale=320:240",
                "-frames:v", "\(count)", "-q:v", "2", "\(path)/%04d.jpg",
            ])
        }
        return try (1...count).map { number in
            let name = String(repeating: "0", count: 4 - "\(number)".count) + "\(number).jpg"
            return try registry.picture("\(folder)/\(name)", longSide: 320)
        }
    }

    /// A folder of generated files.
    func folder(_ name: String, _ fill: (String) throws -> Void) throws -> String {
        try file(name) { path in
            try ChildProcess.run(["mkdir", "-p", path])
            try fill(path)
        }
    }

    private func seed(gop: Int) throws -> String {
        try file("hd-gop\(gop).mp4") { path in
            note("  encoding \(path)")
            try ffmpeg([
                "-framerate", "30", "-i", try plain(), "-vf",
                "format=yuv420p,loop=loop=-1:size=1,setpts=N/30/TB,"
                    + "crop=1920:1080:x='320+300*sin(t/3)':y='180+170*cos(t/4)',noise=alls=4:allf=t",
                "-frames:v", "\(30 * Self.seedSeconds)", "-c:v", "libx264", "-preset", "veryfast", "-refs",
                "3",
                "-bf", "3", "-b:v", "6M", "-g", "\(gop)", path,
            ])
        }
    }

    /// The plain itself: waves of several lengths under fine grain, 2560 x 1440.
    private func plain() throws -> String {
        try file("plain.png") { path in
            try ffmpeg([
                "-f", "lavfi", "-i",
                "color=c=gray:s=2560x1440:r=30:d=0.03,format=yuv444p,geq="
                    + "lum='128+34*sin(X/37+2*sin(Y/53))+26*sin(Y/11+3*sin(X/91))"
                    + "+18*sin((X+Y)/5)*sin(X/203)+26*(random(1)-0.5)'"
                    + ":cb='128+20*sin(X/210)':cr='128+20*cos(Y/170)'",
                "-frames:v", "1", path,
            ])
        }
    }

    private func looped(_ seed: String, _ name: String, times: Int) throws -> String {
        try file(name) { path in
            try ffmpeg(["-stream_loop", "\(max(0, times - 1))", "-i", seed, "-c", "copy", path])
        }
    }

    private func ffmpeg(_ arguments: [String]) throws {
        try ChildProcess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-y"] + arguments)
    }
}
