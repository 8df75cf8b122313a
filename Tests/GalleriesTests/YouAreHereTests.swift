import Foundation
import Galleries
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// Published single-frame results of You Are Here (ECCV 2020) on its test area Union Square.
@Suite(.enabled(if: PackageFolder.hasSharedData, "needs the real data beside the package: ../shared/data"))
struct YouAreHereTests {
    @Test func `recall is as published`() throws {
        let data = PackageFolder.sharedData.path + "/you-are-here/unionsquare5k"
        let folder = try TemporaryFolder()
        let path = folder.path("us.gallery")
        let request = GalleryRequest(
            source: .embeddings(data + "/es-s1.map.npy", places: data + "/places.csv"), metric: .l2, jobs: 2,
            program: "test 1")
        let report = try GalleryBuilder(registry: vectorRegistry).build(request, at: path)
        #expect(report.places == 5000)
        let gallery = try GalleryStore.open(path, registry: vectorRegistry).gallery
        let photos = try Matrix(npyFile: data + "/es-s1.photo.npy")
        let queries = Embeddings(dimension: photos.columns, values: photos.values)
        let matcher = try vectorRegistry.matchers[0].init(defaults: ())
        let found = try matcher.match(queries, in: gallery, rows: nil, limit: 5)
        let first = found.indices.count { found[$0].first?.row == $0 }
        let fifth = found.indices.count { row in found[row].contains { $0.row == row } }
        #expect((Double(first) / 50 * 10).rounded() / 10 == 19.1)
        #expect((Double(fifth) / 50 * 10).rounded() / 10 == 42.1)
    }
}

extension Matcher {
    /// The matcher with all defaults.
    init(defaults: Void) throws { try self.init(Options.defaults) }
}
