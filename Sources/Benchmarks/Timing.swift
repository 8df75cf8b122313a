import Foundation
import Tensors

/// How long work takes, in seconds of the wall.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try work()
    return (clock.now - start) / .seconds(1)
}

/// The median seconds of each of several works, done in turn: what disturbs the machine meets all of them alike.
///
/// Every other round goes backwards, so that none always follows the same one. A round before the first warms up.
///
/// - Parameter restSeconds: before each work, for threads that still spin after the last one.
func interleaved(
    rounds: Int, warmup: Bool = true, restSeconds: Double = 0, _ works: [() throws -> Void]
) throws -> [Double] {
    if warmup { for work in works { try work() } }
    var times = [[Double]](repeating: [], count: works.count)
    for round in 0..<rounds {
        let order = Array(works.indices)
        for index in round.isMultiple(of: 2) ? order : order.reversed() {
            if restSeconds > 0 { Thread.sleep(forTimeInterval: restSeconds) }
            times[index].append(try seconds(works[index]))
        }
    }
    return times.map { quantile(0.5, of: $0) ?? .nan }
}
