import Geodesy
import MatchExact
import PilotageAPI
import Tensors
import Testing

/// The definition, computed plainly: similarity in double precision, sorted by it and then by row.
func plainMatch(_ query: ArraySlice<Float>, _ gallery: Gallery, _ rows: [Int]?, _ limit: Int) -> [Candidate] {
    let all = (rows ?? Array(0..<gallery.places.count)).map { row in
        let pairs = zip(query, gallery.embeddings.row(row)).map { (Double($0), Double($1)) }
        let similarity =
            gallery.metric == .cosine
            ? pairs.reduce(0) { $0 + $1.0 * $1.1 }
            : -pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        return Candidate(row: row, similarity: Float(similarity))
    }
    let finite = all.filter { $0.similarity.isFinite }
    return Array(finite.sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }.prefix(limit))
}

/// A gallery of given rows, in blocks of given sizes.
func gallery(_ rows: [[Float]], blocks sizes: [Int]? = nil, metric: Metric) -> Gallery {
    let dimension = rows[0].count
    var start = 0
    let blocks = (sizes ?? [rows.count]).map { size in
        defer { start += size }
        return EmbeddingBlock(
            Embeddings(dimension: dimension, values: rows[start..<start + size].flatMap { $0 }))
    }
    let places = rows.indices.map {
        Place(id: $0 * 2, coordinate: Coordinate(latitude: 1, longitude: 2), headingDegrees: nil, source: "")
    }
    return Gallery(
        name: "g", places: places, embeddings: EmbeddingMatrix(dimension: dimension, blocks: blocks),
        metric: metric,
        embedder: EmbedderRecord(name: "e", options: .empty, fingerprint: Fingerprint("0")), calibration: [:])
}

struct ExactMatcherTests {
    private let matcher: ExactMatcher

    init() throws { matcher = try ExactMatcher(NoOptions.defaults) }

    private func random(_ count: Int, _ dimension: Int, _ generator: inout SeededGenerator) -> [[Float]] {
        (0..<count).map { _ in (0..<dimension).map { _ in Float(generator.normal()) } }
    }

    /// Rows of small whole numbers, of which many are equal.
    private func coarse(_ count: Int, _ dimension: Int, _ generator: inout SeededGenerator) -> [[Float]] {
        (0..<count).map { _ in (0..<dimension).map { _ in Float(generator.index(below: 2)) } }
    }

    private func check(
        _ queries: [[Float]], _ gallery: Gallery, rows: [Int]? = nil, limit: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let embeddings = Embeddings(dimension: queries[0].count, values: queries.flatMap { $0 })
        let found = try matcher.match(embeddings, in: gallery, rows: rows, limit: limit)
        for (index, candidates) in found.enumerated() {
            let expected = plainMatch(embeddings[index], gallery, rows, limit)
            #expect(candidates.map(\.row) == expected.map(\.row), sourceLocation: sourceLocation)
            for (one, other) in zip(candidates, expected) {
                #expect(abs(one.similarity - other.similarity) <= 1e-6 * max(1, abs(other.similarity)))
            }
        }
    }

    @Test(arguments: [Metric.cosine, .l2], [1, 2, 3, 4, 5, 16, 17, 40])
    func `the best are those of the definition`(metric: Metric, count: Int) throws {
        for (seed, dimension) in [(1, 1), (2, 3), (3, 8), (4, 16), (5, 37), (6, 64), (7, 300)] {
            var generator = SeededGenerator(seed: UInt64(seed))
            let places = gallery(random(501, dimension, &generator), metric: metric)
            try check(random(count, dimension, &generator), places, limit: 7)
        }
    }

    @Test(arguments: [Metric.cosine, .l2], [1, 6, 20])
    func `ties go to the lower row`(metric: Metric, count: Int) throws {
        var generator = SeededGenerator(seed: 9)
        let places = gallery(coarse(3000, 5, &generator), metric: metric)
        try check(coarse(count, 5, &generator), places, limit: 50)
    }

    @Test(arguments: [1, 20])
    func `a gallery of one picture taken ten thousand times is no trouble`(count: Int) throws {
        let rows = [[Float]](repeating: [0.6, 0.8, 0], count: 10_000)
        let queries = [[Float]](repeating: [0.8, 0.6, 0], count: count)
        try check(queries, gallery(rows, metric: .cosine), limit: 3)
        try check(queries, gallery(rows, metric: .l2), limit: 3)
    }

    @Test(arguments: [Metric.cosine, .l2])
    func `blocks are one matrix`(metric: Metric) throws {
        var generator = SeededGenerator(seed: 3)
        let rows = random(300, 12, &generator)
        try check(
            random(9, 12, &generator), gallery(rows, blocks: [100, 0, 1, 199], metric: metric), limit: 20)
    }

    @Test(arguments: [1, 5, 18])
    func `only rows of the region are answered`(count: Int) throws {
        var generator = SeededGenerator(seed: 4)
        let places = gallery(random(400, 9, &generator), metric: .cosine)
        let rows = (0..<400).filter { _ in generator.index(below: 3) == 0 }
        try check(random(count, 9, &generator), places, rows: rows, limit: 10)
        try check(random(count, 9, &generator), places, rows: [399], limit: 10)
    }

    @Test func `more than all are all`() throws {
        var generator = SeededGenerator(seed: 5)
        try check(random(17, 4, &generator), gallery(random(10, 4, &generator), metric: .l2), limit: 100)
    }

    @Test(arguments: [([Int](), 5), ([1], 0)])
    func `no rows or no limit is no answer`(rows: [Int], limit: Int) throws {
        let places = gallery([[1, 0], [0, 1]], metric: .cosine)
        let queries = Embeddings(dimension: 2, values: [1, 0, 0, 1])
        #expect(try matcher.match(queries, in: places, rows: rows, limit: limit) == [[], []])
    }

    @Test func `no queries are no answers`() throws {
        let places = gallery([[1, 0], [0, 1]], metric: .cosine)
        #expect(try matcher.match(Embeddings(dimension: 2), in: places, rows: nil, limit: 3).isEmpty)
    }

    @Test(arguments: [Metric.cosine, .l2], [1, 20])
    func `rows that are not finite are never answered`(metric: Metric, count: Int) throws {
        var generator = SeededGenerator(seed: 6)
        var rows = random(200, 6, &generator)
        rows[3][2] = .nan
        rows[77] = [Float](repeating: .infinity, count: 6)
        rows[150][0] = -.infinity
        try check(random(count, 6, &generator), gallery(rows, metric: metric), limit: 200)
    }

    @Test(arguments: [Metric.cosine, .l2])
    func `the same query has the same bits in any company`(metric: Metric) throws {
        var generator = SeededGenerator(seed: 7)
        let places = gallery(random(2000, 33, &generator), metric: metric)
        let queries = random(50, 33, &generator)
        let together = try matcher.match(
            Embeddings(dimension: 33, values: queries.flatMap { $0 }), in: places, rows: nil, limit: 12)
        for (index, query) in queries.enumerated() {
            let alone = try matcher.match(
                Embeddings(dimension: 33, values: query), in: places, rows: nil, limit: 12)
            #expect(alone[0] == together[index])
        }
    }

    @Test func `nearly equal rows are told apart in double precision`() throws {
        // All rows differ from the query by less than single precision can sum, in an order that only exact sums give.
        let base = [Float](repeating: 1000, count: 64)
        let rows = (0..<300).map { index in
            var row = base
            row[index % 64] = Float(1000).nextUp + Float((index * 37) % 300) * 0.0001
            return row
        }
        try check([base], gallery(rows, metric: .l2), limit: 40)
        try check([[Float]](repeating: base, count: 5), gallery(rows, metric: .l2), limit: 40)
    }

    @Test func `another dimension is an error`() {
        let places = gallery([[1, 0], [0, 1]], metric: .cosine)
        let error = #expect(throws: PilotageError.self) {
            try matcher.match(Embeddings(dimension: 3, values: [1, 2, 3]), in: places, rows: nil, limit: 1)
        }
        #expect(error?.message == "queries of 3 elements, but the gallery's have 2")
    }
}
