import Foundation
import Geodesy
import Learning
import PilotageAPI
import Testing

struct PhotoSetTests {
    @Test func `photos that cannot be decoded are left out with one line each`() throws {
        let photos = PhotoWorld.photos(12)
        let set = try PhotoSet(photos, jobs: 3) { number in
            guard number != 2, number != 7 else { throw PilotageError(.damaged, "no picture in it") }
            return PhotoWorld.picture(number)
        }
        #expect(set.leftOut == ["photo-2.jpg: no picture in it", "photo-7.jpg: no picture in it"])
        #expect(set.photos == photos.enumerated().filter { $0.offset != 2 && $0.offset != 7 }.map(\.element))
    }

    @Test func `too few photos are one error that says how many there are`() throws {
        let error = #expect(throws: PilotageError.self) { try PhotoWorld.set(PhotoWorld.photos(7)) }
        #expect(error?.message == "the photos to learn from are 7, too few: at least 8 are needed")
        #expect(throws: PilotageError.self) { try PhotoWorld.set([]) }
    }

    @Test func `what does not fit into memory is decoded again, and batches are the same`() throws {
        let decoded = Counter()
        let photos = PhotoWorld.photos(12)
        let small = try PhotoSet(photos, memoryBytes: 5 * 48 * 32 * 3, jobs: 2) { number in
            decoded.add()
            return PhotoWorld.picture(number)
        }
        #expect(decoded.count == 12)
        func pairs(_ set: PhotoSet) throws -> PhotoPairs {
            try PhotoPairs(PhotoPairSettings(), input: PhotoWorld.input, seed: 1, jobs: 2, photos: set)
        }
        let batch = try pairs(small).batch(0)
        #expect(decoded.count > 12)
        #expect(batch.isSame(try pairs(try PhotoWorld.set(photos)).batch(0)))
    }
}

private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var value = 0
    var count: Int { lock.withLock { value } }
    func add() { lock.withLock { value += 1 } }
}
