import PilotageAPI
import TestSupport
import Testing

struct RegistryTests {
    @Test func `a plugin is found by its name`() throws {
        #expect(try Registry.find("locate.fake", in: FakeEngine.registry.locators).name == "locate.fake")
    }

    @Test func `an unknown plugin names the nearest one`() {
        #expect {
            try Registry.find("locate.fkae", in: FakeEngine.registry.locators)
        } throws: { error in
            (error as? PilotageError)?.description
                == "unknown plugin 'locate.fkae'\n  hint: did you mean 'locate.fake'?"
        }
    }

    @Test func `plugins come by role`() {
        #expect(
            FakeEngine.registry.all.map { $0.name } == [
                "decode.fake", "embed.fake", "match.fake", "locate.fake", "report.fake",
            ])
    }
}
