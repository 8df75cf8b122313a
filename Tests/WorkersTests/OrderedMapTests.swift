import Foundation
import Testing
import Workers

struct OrderedMapTests {
    struct Refused: Error, Equatable { let number: Int }

    private final class Counter: @unchecked Sendable {
        private let lock = NSLock()
        private var value = 0
        func next(upTo limit: Int) -> Int? {
            lock.withLock {
                guard value < limit else { return nil }
                value += 1
                return value - 1
            }
        }
    }

    @Test(arguments: [1, 2, 7]) func `results come in the order of the inputs`(jobs: Int) throws {
        let counter = Counter()
        var results: [Int] = []
        try orderedMap(jobs: jobs, next: { counter.next(upTo: 500) }, transform: { $0 * $0 }) {
            results.append($0)
        }
        #expect(results == (0..<500).map { $0 * $0 })
    }

    @Test(arguments: [1, 3]) func `the first error in order is thrown, and what stands before it is consumed`(
        jobs: Int
    ) {
        let counter = Counter()
        var results: [Int] = []
        #expect(throws: Refused(number: 20)) {
            try orderedMap(
                jobs: jobs, next: { counter.next(upTo: 100) },
                transform: { number in
                    if number >= 20 { throw Refused(number: number) }
                    return number
                }, consume: { results.append($0) })
        }
        #expect(results == Array(0..<20))
    }

    @Test func `an input that cannot be had ends the work with its error`() {
        #expect(throws: Refused(number: 0)) {
            try orderedMap(
                jobs: 2, next: { () throws -> Int? in throw Refused(number: 0) }, transform: { $0 },
                consume: { _ in })
        }
    }

    @Test func `a consumer that throws stops the threads`() {
        let counter = Counter()
        #expect(throws: Refused(number: 3)) {
            try orderedMap(jobs: 2, next: { counter.next(upTo: .max) }, transform: { $0 }) {
                if $0 == 3 { throw Refused(number: 3) }
            }
        }
    }
}
