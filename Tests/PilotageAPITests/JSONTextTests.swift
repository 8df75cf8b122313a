import Foundation
import PilotageAPI
import Testing

struct JSONTextTests {
    @Test(arguments: [
        "plain", "a \"quoted\" word", "back\\slash", "\n\r\t\u{0}\u{1F}\u{85}", "\u{2028}\u{2029}", "ü漢😀", "",
    ])
    func `a text comes back from JSON as it was`(text: String) throws {
        #expect(try JSONDecoder().decode(String.self, from: Data(jsonString(text).utf8)) == text)
        #expect(
            !jsonString(text).unicodeScalars.contains {
                $0.value < 32 || $0 == "\u{2028}" || $0 == "\u{2029}"
            })
    }
}
