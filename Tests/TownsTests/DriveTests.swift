import Foundation
import Geodesy
import StreetMap
import Testing
import Towns

/// Drives through towns.
struct DriveTests {
    static let seconds = 150.0

    @Test(arguments: TownTests.towns) func `it lasts as long as it should and goes at the speed of a town`(
        layout: TownLayout, seed: UInt64
    ) {
        let poses = Town(seed: seed, layout: layout).drive(seed: 1, seconds: Self.seconds, framesPerSecond: 4)
            .poses
        #expect(poses.count == 600)
        for (one, other) in zip(poses, poses.dropFirst()) {
            let speed = one.coordinate.distance(to: other.coordinate) * 4
            #expect((1.5...10).contains(speed), "\(speed) m/s at \(one.timeSeconds) s")
            #expect(abs(other.timeSeconds - one.timeSeconds - 0.25) < 1e-9)
        }
        let meters = zip(poses, poses.dropFirst()).reduce(0) {
            $0 + $1.0.coordinate.distance(to: $1.1.coordinate)
        }
        #expect((900...1_430).contains(meters))
    }

    @Test(arguments: TownTests.towns) func `the heading is the way ahead`(layout: TownLayout, seed: UInt64) {
        let poses = Town(seed: seed, layout: layout).drive(seed: 1, seconds: Self.seconds, framesPerSecond: 4)
            .poses
        for (one, other) in zip(poses, poses.dropFirst()) {
            let way = one.coordinate.bearing(to: other.coordinate)
            #expect(headingDifference(way, one.headingDegrees) < 45)
        }
    }

    @Test(arguments: TownTests.towns) func `it keeps to the right and to one-way rules`(
        layout: TownLayout, seed: UInt64
    ) throws {
        let read = try ReadTown(seed: seed, layout)
        let legs = RoadGraph(read.map.roads, mode: .car).legs.flatMap { leg in
            let line = leg.line.map(read.flat)
            return zip(line, line.dropFirst()).map { $0 }
        }
        let poses = read.town.drive(seed: 1, seconds: Self.seconds, framesPerSecond: 1).poses
        var right = 0
        for pose in poses {
            let point = read.flat(pose.coordinate)
            let way = SIMD2(sin(pose.headingDegrees * .pi / 180), cos(pose.headingDegrees * .pi / 180))
            // There is a piece of street under the car that may be traveled this way.
            let allowed = legs.filter { leg in
                let along = leg.1 - leg.0
                let cosine = (along * way).sum() / (along * along).sum().squareRoot()
                return cosine > 0.6 && distance(point, leg) < 6
            }
            let nearest = try #require(
                allowed.min { distance(point, $0) < distance(point, $1) }, "\(pose.timeSeconds) s")
            let (along, aside) = (nearest.1 - nearest.0, point - nearest.0)
            if along.x * aside.y - along.y * aside.x < 0 { right += 1 }
        }
        #expect(Double(right) > 0.85 * Double(poses.count))
    }

    @Test func `it sees much of the town`() {
        let poses = Town(seed: 3).drive(seed: 1, seconds: Self.seconds, framesPerSecond: 1).poses
        let again = poses.enumerated().filter { index, pose in
            poses.prefix(max(0, index - 20)).contains {
                $0.coordinate.distance(to: pose.coordinate) < 8
                    && headingDifference($0.headingDegrees, pose.headingDegrees) < 30
            }
        }
        #expect(again.count < poses.count / 5)
    }

    @Test func `another seed drives elsewhere`() {
        let town = Town(seed: 3)
        let drives = (1...2).map { town.drive(seed: $0, seconds: 60, framesPerSecond: 1).poses }
        #expect(drives[0] != drives[1])
        #expect(drives[0] == town.drive(seed: 1, seconds: 60, framesPerSecond: 1).poses)
    }
}
