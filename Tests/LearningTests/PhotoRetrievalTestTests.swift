import Geodesy
import Learning
import Neural
import Testing

struct PhotoRetrievalTestTests {
    private func test(_ photos: [GeotaggedPhoto]) throws -> PhotoRetrievalTest {
        PhotoRetrievalTest(
            try PhotoWorld.set(photos), queries: [0, 1, 15], gallery: Array(photos.indices),
            reach: SampleReach(meters: 12, degrees: 360), jobs: 1)
    }

    /// Embeddings of one number each, so that the most similar place is that of the greatest number.
    private func column(_ values: [Float]) -> Tensor<Float> {
        Tensor(shape: [values.count, 1], values: values)
    }

    @Test func `a photo never finds itself, and those without a right place do not count`() throws {
        var photos = PhotoWorld.photos(16, meters: 10, columns: 16)
        photos[15].coordinate = LocalPlane(origin: PhotoWorld.origin).coordinate(east: 5_000, north: 0)
        // Photo 0 has 1 near to it, photo 1 has 0 and 2, and photo 15 has none.
        var places = [Float](repeating: 0, count: 16)
        (places[0], places[1], places[2]) = (9, 8, 1)
        let recall = try test(photos).recall(queries: column([1, 1, 1]), gallery: column(places))
        #expect(recall.queries == 2 && recall.at1 == 1)
        places[7] = 8.5
        let second = try test(photos).recall(queries: column([1, 1, 1]), gallery: column(places))
        #expect(second.at1 == 0.5 && second.at5 == 1)
    }

    @Test func `places that all look alike are no answer`() throws {
        let recall = try test(PhotoWorld.photos(16, meters: 10, columns: 16)).recall(
            queries: column([1, 1, 1]), gallery: column([Float](repeating: 1, count: 16)))
        #expect(recall.at1 == 0 && recall.at10 == 0)
    }

    @Test func `of an area those are looked for that lie in it, among those around it`() throws {
        let photos = PhotoWorld.photos(40, meters: 10)
        let area = HeldOutArea(center: photos[0].coordinate, radiusMeters: 21)
        let test = PhotoRetrievalTest(
            try PhotoWorld.set(photos), of: area, reach: SampleReach(meters: 12, degrees: 360), jobs: 1)
        #expect(test.queries == [0, 1, 2, 8, 9, 16])
        #expect(test.gallery == Array(0..<40))
        #expect(test.answerableQueries == 6)
        let apart = PhotoRetrievalTest(
            try PhotoWorld.set(photos), of: area, reach: SampleReach(meters: 9, degrees: 360), jobs: 1)
        #expect(apart.answerableQueries == 0)
    }

    @Test func `a model's recall is that of its embeddings`() throws {
        var plan = TrainingPlan()
        plan.input = PhotoWorld.input
        plan.towers.areShared = true
        let model = PlaceModel(towers: try Trainer(plan).state.towers, input: plan.input)
        let test = try test(PhotoWorld.photos(16, meters: 10, columns: 16))
        let (queries, gallery) = (
            try test.embeddings(test.queries, model), try test.embeddings(test.gallery, model)
        )
        #expect(queries.values.prefix(64) == gallery.values.prefix(64))
        #expect(try test.recall(model) == test.recall(queries: queries, gallery: gallery))
    }
}
