import PilotageAPI
import Testing

struct PilotageErrorTests {
    @Test func `an error is a line, and one each for cause and hint`() {
        let error = PilotageError(
            .damaged, "packet is damaged", place: ["walk.mp4, 0:13.733", "decode.ffmpeg"],
            cause: "call: code",
            hint: "copy it again")
        #expect(
            error.description == """
                walk.mp4, 0:13.733: decode.ffmpeg: packet is damaged
                  cause: call: code
                  hint: copy it again
                """)
    }

    @Test func `the name of a file cannot pass for an error of its own`() {
        let name = "a\nerror: b.mp4: all is lost\r\t\u{1B}[2K\u{202E}.mp4"
        let error = PilotageError(
            .invalid, "no '\(name)'", place: [name], cause: "first\nerror: second", hint: "see '\(name)'")
        #expect(
            error.description == #"""
                a\nerror: b.mp4: all is lost\r\t\u{1b}[2K\u{202e}.mp4: \#
                no 'a\nerror: b.mp4: all is lost\r\t\u{1b}[2K\u{202e}.mp4'
                  cause: first
                         error: second
                  hint: see 'a\nerror: b.mp4: all is lost\r\t\u{1b}[2K\u{202e}.mp4'
                """#)
    }

    @Test func `a message that quotes a whole file is cut`() {
        let description = PilotageError(.invalid, String(repeating: "x", count: 5_000_000)).description
        #expect(description == String(repeating: "x", count: 1000) + "…")
    }

    @Test(arguments: [
        ("walk/quay é 港.mp4", "walk/quay é 港.mp4"), ("a\u{7F}", #"a\u{7f}"#), ("\r\n", #"\r\n"#),
        ("\u{2028}", #"\u{2028}"#), ("\u{85}", #"\u{85}"#),
    ])
    func `what can be seen stays as it is, and the rest is shown`(text: String, shown: String) {
        #expect(text.visible() == shown)
    }

    @Test func `lines of a longer text may stay`() {
        #expect("a\nb\u{1B}".visible(keepingLines: true) == "a\nb\\u{1b}")
    }
}
