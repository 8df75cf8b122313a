import DecodeFFmpeg
import Foundation
import PilotageAPI
import Testing

/// What cannot be decoded, and the words in which that is told.
@Suite struct RefusalTests {
    private static let unusable: [(String, PilotageError.Kind, String)] = [
        (
            "gen_audio_only.m4a", .unsupported,
            """
            there is no video stream in the file, only audio
              hint: leave this item out, or name the footage it belongs to
            """
        ),
        (
            "gen_text_as.mp4", .unsupported,
            """
            no media format is recognized in the first 20 bytes
              cause: av_probe_input_buffer2: Invalid data found when processing input (-1094995529)
              hint: look whether the file plays elsewhere; convert it to MP4 or JPEG
            """
        ),
        (
            "gen_truncated_no_moov.mp4", .damaged,
            """
            the head of this mov file cannot be read
              cause: avformat_open_input: Invalid data found when processing input (-1094995529)
              hint: it may be cut off or still being written; copy it again, or repair it with a tool for its format
            """
        ),
        (
            "gen_zero_bytes.mp4", .damaged,
            """
            the file is empty
              hint: copy it again from the camera
            """
        ),
        (
            "pillow__broken.png", .damaged,
            """
            the png picture cannot be decoded
              cause: avcodec_send_packet: Invalid data found when processing input (-1094995529)
              hint: look whether it opens elsewhere; copy it again from the camera
            """
        ),
        (
            "pillow__decompression_bomb.gif", .damaged,
            """
            no frame of the video could be decoded
              cause: avcodec_send_packet: Invalid data found when processing input (-1094995529)
              hint: look whether the file plays elsewhere; copy it again from the camera
            """
        ),
        (
            "pillow__iss634.webp", .unsupported,
            """
            animated WebP is not read by this FFmpeg
              hint: convert it to MP4 or GIF
            """
        ),
    ]

    @Test(.enabled(if: hasSharedData, needsSharedData), arguments: unusable)
    func `an unusable file says why`(_ name: String, _ kind: PilotageError.Kind, _ expected: String) throws {
        let error = try #require(failure(of: sharedData.appending(path: "odd-media/\(name)").path))
        #expect(error.description == expected)
        #expect(error.kind == kind)
    }

    @Test func `a missing file is told as missing`() {
        #expect(
            failure(of: "/nowhere/clip.mp4")?.description == """
                there is no such file
                  cause: open: No such file or directory (2)
                  hint: look for a typing error in the path
                """)
    }

    @Test func `a directory is no media file`() {
        #expect(
            failure(of: "/")?.description == """
                this is a directory where a media file was expected
                  hint: name it as an item with `as: sequence` or `as: photos`
                """)
    }

    @Test func `a device is not read`() {
        #expect(
            failure(of: "/dev/zero")?.description == """
                this is a device where a media file was expected
                  hint: copy the footage to a file first
                """)
    }

    @Test func `a pipe that nobody writes to does not hold the run`() throws {
        try withFolder { folder in
            let path = folder.appending(path: "pipe.mp4").path
            #expect(mkfifo(path, 0o600) == 0)
            #expect(failure(of: path)?.message == "this is a pipe where a media file was expected")
        }
    }

    @Test func `a path with a NUL is refused`() {
        #expect(failure(of: "a\0b.mp4")?.message == "the path has a NUL in it")
    }

    @Test(arguments: [
        "ffconcat version 1.0\nfile '/etc/passwd'\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"></MPD>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"/etc/passwd\"/></svg>",
    ])
    func `a file that names others is refused`(_ text: String) throws {
        try withFolder { folder in
            let file = folder.appending(path: "list.mp4")
            try Data(text.utf8).write(to: file)
            let error = failure(of: file.path)
            #expect(error?.kind == .unsupported)
        }
    }

    @Test(
        .enabled(if: hasSharedData, needsSharedData),
        arguments: ["img%03d.jpg", "a:b?c=*.jpg", "file:x.jpg", "-i.jpg"])
    func `a name is taken literally`(_ name: String) throws {
        try withFolder { folder in
            let file = folder.appending(path: name)
            try FileManager.default.copyItem(
                at: sharedData.appending(path: "odd-media/pillow__hopper_gray.jpg"), to: file)
            #expect(try DecodedMedia(folder.path + "/" + name).images.count == 1)
        }
    }

    @Test func `a picture of more pixels than can be counted is refused`() throws {
        // A JPEG head of 65500 x 65500 pixels, and nothing behind it.
        let head: [UInt8] = [
            0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xDC, 0xFF, 0xDC, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1,
            0, 0, 63, 0, 1,
            2, 0xFF, 0xD9,
        ]
        try withFolder { folder in
            let file = folder.appending(path: "bomb.jpg")
            try Data(head).write(to: file)
            #expect(failure(of: file.path)?.message == "the mjpeg picture cannot be decoded")
        }
    }

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }
}
