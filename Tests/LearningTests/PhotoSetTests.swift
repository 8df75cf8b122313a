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

    @Test func `photos that are decoded together stay in their order`() throws {
        let photos = PhotoWorld.photos(12)
        let set = try PhotoSet(
            photos, groups: [[3, 1, 11], [0, 2, 4, 5, 6], [10, 9, 8, 7]], jobs: 2
        ) { group in
            group.map { number in
                Result {
                    guard number != 9, number != 1 else { throw PilotageError(.damaged, "no picture in it") }
                    return PhotoWorld.picture(number)
                }
            }
        }
        #expect(set.leftOut == ["photo-1.jpg: no picture in it", "photo-9.jpg: no picture in it"])
        #expect(set.photos == photos.enumerated().filter { $0.offset != 1 && $0.offset != 9 }.map(\.element))
        let batch = try PhotoPairs(
            PhotoPairSettings(), input: PhotoWorld.input, seed: 1, jobs: 1, photos: set
        ).batch(0)
        let alone = try PhotoSet(photos, jobs: 1) { number in
            guard number != 9, number != 1 else { throw PilotageError(.damaged, "no picture in it") }
            return PhotoWorld.picture(number)
        }
        let other = try PhotoPairs(
            PhotoPairSettings(), input: PhotoWorld.input, seed: 1, jobs: 1, photos: alone
        ).batch(0)
        #expect(batch.isSame(other))
    }

    @Test func `decoding tells how far it is, and ends where it is told to`() throws {
        struct Stop: Error {}
        var told: [Int] = []
        #expect(throws: Stop.self) {
            try PhotoSet(
                PhotoWorld.photos(12), groups: (0..<6).map { [2 * $0, 2 * $0 + 1] }, jobs: 1,
                progress: { done in
                    told.append(done)
                    if done == 6 { throw Stop() }
                },
                decode: { group in group.map { .success(PhotoWorld.picture($0)) } })
        }
        #expect(told == [2, 4, 6])
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
