import PilotageAPI
import Testing

struct PathNamesTests {
    @Test(
        arguments: [
            ("o", "", "o"), ("a/b", "a", "b"), ("/a", "/", "a"), ("/a/b/", "/a", "b"), ("a//b//", "a", "b"),
            ("./a", ".", "a"), ("..", "", ".."), ("/", "/", "/"), ("", "", ""), ("x/.", "x", "."),
            ("ä/ö", "ä", "ö"),
        ])
    func `a path is its parent and its last name`(_ path: String, _ parent: String, _ name: String) {
        #expect(path.parentPath == parent)
        #expect(path.lastName == name)
    }

    @Test(arguments: [("a.yaml", "a"), ("a.b.yaml", "a.b"), (".yaml", ".yaml"), ("a", "a"), ("", "")])
    func `a name is known without its suffix`(_ name: String, _ expected: String) {
        #expect(name.withoutSuffix == expected)
    }
}
