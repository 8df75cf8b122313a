import DecodeFFmpeg
import PilotageAPI
import Testing

@Suite struct SamplingTests {
    @Test(arguments: [
        ("all", Sampling.all), ("keyframes", .keyFrames), ("1s", .interval(microseconds: 1_000_000)),
        ("500ms", .interval(microseconds: 500_000)), ("0.5s", .interval(microseconds: 500_000)),
        ("1ms", .interval(microseconds: 1000)), ("86400s", .interval(microseconds: 86_400_000_000)),
    ])
    func `a sampling is read`(_ text: String, _ expected: Sampling) {
        #expect(Sampling(text) == expected)
    }

    @Test(arguments: [
        "", "s", "ms", "0s", "0.0005s", "-1s", "1", "1 s", "1m", "1.s", ".5s", "1e3s", "1.2.3s", "86401s",
        "All",
    ])
    func `what is not a sampling is refused`(_ text: String) {
        #expect(Sampling(text) == nil)
    }

    @Test func `a wrong sampling is told with what is right`() {
        let node = OptionNode(.object([OptionEntry(key: "sample", value: OptionNode(.string("often")))]))
        #expect {
            try FFmpegDecoder.Options(node, of: "decode.ffmpeg")
        } throws: { error in
            (error as? PilotageErrors)?.errors.map(\.description) == [
                "decode.ffmpeg: option 'sample' is 'often', but must be an interval such as 500ms or 1s, keyframes, or all"
            ]
        }
    }

    @Test func `a frame a second is the default`() {
        #expect(FFmpegDecoder.Options.defaults.sample == .interval(microseconds: 1_000_000))
    }
}
