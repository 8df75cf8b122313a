import Manifests
import PilotageAPI
import Testing

/// Aliases that stand for more than they seem to.
struct ManifestAliasesTests {
    /// Nine levels of nine aliases each: 9^10 values in a few lines.
    private static let bomb =
        "a0: &a0 [x]\n"
        + (1...9).map { level in
            "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }.joined()

    private func error(_ text: String) -> PilotageError? {
        do {
            _ = try ManifestText.parse(text, isJSON: false)
            return nil
        } catch { return error as? PilotageError }
    }

    @Test(arguments: ["items: *a9\n", "? *a9\n: 1\n", "? [*a9]\n: 1\n", "{*a9: 1}: 2\n", "*a9 : 1\n"])
    func `aliases to aliases are refused before they are written out, as values and as keys`(end: String) {
        let start = ContinuousClock.now
        let found = error(Self.bomb + end)
        #expect(found?.message.contains("values once its aliases are written out") == true)
        #expect(found?.place == ["line 6, column 5"])
        #expect(found?.hint == "write the values out instead of aliases to aliases")
        #expect(ContinuousClock.now - start < .seconds(1))
    }

    @Test func `pairs without spaces are aliases too`() {
        let levels = (1...40).map { "a\($0): &a\($0) {*a\($0 - 1):*a\($0 - 1)}\n" }.joined()
        #expect(error("a0: &a0 x\n" + levels)?.message.contains("aliases are written out") == true)
    }

    @Test func `a name that is given again does not hide what it stood for`() {
        let text = Self.bomb.replacing("a9: &a9", with: "a9: &a8") + "b: &a8 x\nc: *a8\n"
        #expect(error(text)?.message.contains("aliases are written out") == true)
    }

    @Test(arguments: [
        "base: &base { as: sequence }\nitems: [*base, *base]\n",
        "items: [&first walk/*.mp4, footage/**/*.mp4, 'see *first', \"*first\"] # *first\n",
        "a: &name 1\n*name : 2\n", "text: |\n  *x &y\nb: &y 1\nc: *y\n",
    ])
    func `ordinary aliases, patterns and stars in texts are left alone`(text: String) {
        #expect(error(text) == nil)
    }

    @Test func `many plain aliases are no bomb`() {
        let anchors = (0..<500).map { "- &n\($0) { path: \($0).mp4 }\n" }.joined()
        let aliases = (0..<500).map { "- *n\($0)\n" }.joined()
        #expect(error(anchors + aliases) == nil)
    }
}
