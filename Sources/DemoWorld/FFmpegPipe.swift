import Foundation

/// The `ffmpeg` command, fed with raw pictures.
final class FFmpegPipe {
    private let process = Process()
    private let input = Pipe()

    /// Starts the command.
    ///
    /// - Parameter output: the arguments that say what to write.
    init(width: Int, height: Int, rate: Int, output: [String]) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            [
                "ffmpeg", "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24",
                "-video_size", "\(width)x\(height)", "-framerate", "\(rate)", "-i", "-",
            ] + output
        process.standardInput = input
        do {
            try process.run()
        } catch {
            throw DemoError("the ffmpeg command cannot be started: \(error.localizedDescription)")
        }
    }

    /// Hands over one picture: red, green, blue, row by row.
    func write(_ picture: [UInt8]) throws {
        do {
            try input.fileHandleForWriting.write(contentsOf: Data(picture))
        } catch {
            throw DemoError("the ffmpeg command ended early")
        }
    }

    /// Ends the input and waits for the command.
    func close() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw DemoError("the ffmpeg command ended with status \(process.terminationStatus)")
        }
    }
}

/// Why there is no demo.
struct DemoError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
