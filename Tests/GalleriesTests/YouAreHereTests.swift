import Foundation
import Galleries
import Geodesy
import LocateNearest
import MatchExact
import PilotageAPI
import Tensors
import TestSupport
import Testing

/// Published single-frame results of You Are Here (ECCV 2020) on its test area Union Square.
@Suite(.enabled(if: PackageFolder.hasSharedData, "needs the real data beside the package: ../shared/data"))
struct YouAreHereTests {
    private let data = PackageFolder.sharedData.path + "/you-are-here/unionsquare5k"
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A gallery of the map's embeddings, and the candidates of all photos in it.
    private func match(rehearsal: String?, limit: Int) throws -> (gallery: Gallery, candidates: [[Candidate]])
    {
        let request = GalleryRequest(
            source: .embeddings(data + "/es-s1.map.npy", places: data + "/places.csv"), metric: .l2,
            rehearsal: rehearsal, jobs: 2, program: "test 1")
        let path = folder.path("us.gallery")
        let report = try GalleryBuilder(registry: vectorRegistry).build(request, at: path)
        #expect(report.places == 5000)
        let gallery = try GalleryStore.open(path, registry: vectorRegistry).gallery
        let photos = try Matrix(npyFile: data + "/es-s1.photo.npy")
        let queries = Embeddings(dimension: photos.columns, values: photos.values)
        let matcher = try ExactMatcher(ExactMatcher.Options.defaults)
        return (gallery, try matcher.match(queries, in: gallery, rows: nil, limit: limit))
    }

    @Test func `recall is as published`() throws {
        let (_, found) = try match(rehearsal: nil, limit: 5)
        let first = found.indices.count { found[$0].first?.row == $0 }
        let fifth = found.indices.count { row in found[row].contains { $0.row == row } }
        #expect((Double(first) / 50 * 10).rounded() / 10 == 19.1)
        #expect((Double(fifth) / 50 * 10).rounded() / 10 == 42.1)
    }

    @Test func `confidences learned from a fifth of the photos hold for the others`() throws {
        let (gallery, found) = try match(rehearsal: data + "/es-s1.photo.npy", limit: 50)
        let locator = NearestLocator(
            try NearestLocatorOptions(
                OptionNode(.object([OptionEntry(key: "presence", value: OptionNode(.int(0)))])),
                of: "locate.nearest"))
        // The rehearsal asked every fifth place.
        let rows = found.indices.filter { !$0.isMultiple(of: 5) }
        let track = CandidateTrack(candidates: rows.map { found[$0] })
        var outcomes: [(said: Double, came: Bool)] = []
        try locator.locate(track, in: gallery) { fix in
            guard let position = fix.position else { return }
            let truth = gallery.places[rows[fix.frame]].coordinate
            outcomes.append((position.confidence, position.coordinate.distance(to: truth) <= 25))
        }
        #expect(outcomes.count == 4000)
        let ranked = outcomes.sorted { $0.said < $1.said }
        for group in stride(from: 0, to: 4000, by: 800).map({ ranked[$0..<$0 + 800] }) {
            let said = group.reduce(0) { $0 + $1.said } / 800
            let came = Double(group.count { $0.came }) / 800
            #expect(said <= came + 0.05 && said >= came * 0.7 - 0.05, "said \(said), came \(came)")
        }
    }
}

/// Frames with given candidates.
private struct CandidateTrack: TrackEvidence {
    let item = "item"
    let candidates: [[Candidate]]
    var count: Int { candidates.count }

    func frames(in range: Range<Int>) -> [FrameEvidence] {
        range.map {
            FrameEvidence(frame: $0, timeSeconds: Double($0), candidates: candidates[$0], embedding: [0])
        }
    }
}
