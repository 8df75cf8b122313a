import Catalog
import Foundation
import Manifests
import PilotageAPI
import TestSupport
import Testing

/// The manifests that come with the program.
struct ManifestExamplesTests {
    private static let names: [String] = {
        let folder = PackageFolder.root.appending(path: "manifests").path
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }()

    @Test func `there are examples`() { #expect(Self.names.isEmpty == false) }

    @Test(arguments: names) func `an example is right where the files that it names are there`(name: String)
        throws
    {
        let text = try String(
            contentsOf: PackageFolder.root.appending(path: "manifests/\(name)"), encoding: .utf8)
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "manifests/\(name)")
        for match in text.matches(of: /\.\.\/([a-z0-9\/.-]+)/) {
            try folder.write("", to: match.1.hasSuffix(".gallery") ? "\(match.1)/gallery.json" : "\(match.1)")
        }
        let plan = try ManifestReader(registry: .catalog).read(path: path)
        #expect(!plan.items.isEmpty)
        #expect(plan.remarks == [])
    }
}
