internal import Foundation
internal import Tensors

/// A way through the streets, in the middle of them.
struct Route {
    private(set) var line: [Point] = []
    private let plan: StreetPlan
    private let departures: [[(edge: Int, isForward: Bool)]]
    /// How many streets meet at every junction.
    private let meetings: [Int]
    private var visits: [Int]

    /// A way of at least some length: at every junction the street that was seen least, straight on rather than aside, and back
    /// only from dead ends.
    init(_ plan: StreetPlan, meters: Double, generator: inout SeededGenerator) {
        self.plan = plan
        departures = plan.departures
        meetings = plan.meetings.map(\.count)
        visits = [Int](repeating: 0, count: plan.edges.count)
        var junction = start
        var last: Int?
        var length = 0.0
        while length < meters, let next = next(at: junction, from: last, &generator) {
            let edge = plan.edges[next.edge]
            visits[next.edge] += 1
            line += points(next).dropFirst(line.isEmpty ? 0 : 1)
            length += Path(edge.line).length
            junction = next.isForward ? edge.end : edge.start
            last = next.edge
        }
    }

    private func points(_ way: (edge: Int, isForward: Bool)) -> [Point] {
        let line = plan.edges[way.edge].line
        return way.isForward ? line : line.reversed()
    }

    /// The street to go on with; nil where there is none at all.
    private func next(at junction: Int, from last: Int?, _ generator: inout SeededGenerator) -> (
        edge: Int, isForward: Bool
    )? {
        let others = departures[junction].filter { $0.edge != last }
        let choices = others.isEmpty ? departures[junction] : others
        let weighed = choices.map { ($0, cost($0) + 0.45 * generator.uniform()) }
        return weighed.min { $0.1 < $1.1 }?.0
    }

    /// High for streets already seen, for dead ends, and for sharp turns.
    private func cost(_ choice: (edge: Int, isForward: Bool)) -> Double {
        let edge = plan.edges[choice.edge]
        let isDeadEnd = meetings[choice.isForward ? edge.end : edge.start] < 2
        var cost = Double(visits[choice.edge]) + (isDeadEnd ? 3 : 0)
        if line.count > 1 {
            let way = points(choice)
            let (back, ahead) = (line[line.count - 1] - line[line.count - 2], way[1] - way[0])
            cost += 0.5 * abs(atan2(back.cross(ahead), back.dot(ahead))) / .pi
        }
        return cost
    }

    /// The junction nearest to halfway between the middle and the edge, to the east: any would do.
    private var start: Int {
        let wanted = Point((plan.junctions.map(\.length).max() ?? 0) / 2, 0)
        return plan.junctions.indices.min {
            (plan.junctions[$0] - wanted).length < (plan.junctions[$1] - wanted).length
        } ?? 0
    }
}
