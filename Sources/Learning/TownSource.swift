internal import Foundation
public import Geodesy
internal import PilotageAPI
public import StreetMap
internal import Tensors
internal import Towns

/// A part of a map to learn from.
public struct LearnedArea: Sendable {
    /// What can be seen from there.
    public var map: StreetMap
    /// Cameras stand in all of these.
    public var regions: [Region]

    /// A part of a map.
    public init(map: StreetMap, regions: [Region] = []) {
        self.map = map
        self.regions = regions
    }
}

/// Gives one town after the other.
public protocol TownSource: Sendable {
    /// A town; the same for the same number.
    ///
    /// - Throws: `PilotageError` where there is none.
    func area(_ number: Int) throws -> LearnedArea
}

/// Towns that never were, each built from a seed of its own.
public struct InventedTowns: TownSource {
    private let seed: UInt64
    private let count: Int?
    private static let radiusMeters = 420.0

    /// - Parameters:
    ///   - seed: other seeds give other towns.
    ///   - count: how many there are, at least 1; then the first comes again. Nil for no end of them.
    public init(seed: UInt64, count: Int? = nil) {
        (self.seed, self.count) = (seed, count)
    }

    /// A town; the same for the same number.
    public func area(_ number: Int) throws -> LearnedArea {
        let number = count.map { number % $0 } ?? number
        let town = Town(seed: mixed(seed, UInt64(number), 3), radiusMeters: Self.radiusMeters)
        return LearnedArea(map: try StreetMap(xml: town.text, name: "the invented town \(number)"))
    }
}

/// All of one map, whatever the number.
public struct WholeMap: TownSource {
    private let map: StreetMap

    /// A map.
    public init(_ map: StreetMap) { self.map = map }

    /// The map.
    public func area(_ number: Int) -> LearnedArea { LearnedArea(map: map) }
}

/// Parts of real maps, whose east is never learned from.
public struct MappedTowns: TownSource {
    /// A map with the border of what is held out.
    private struct Half {
        let name: String
        let map: StreetMap
        /// Where towns are taken around.
        let stands: [Coordinate]
        /// West of it is learned from.
        let learnedBorder: Double
        /// East of it is held out.
        let heldOutBorder: Double
    }

    private let halves: [Half]
    private let seed: UInt64

    /// The share of the places of a map that is held out.
    private static let heldOutShare = 0.2
    /// Between what is learned from and what is held out, in meters: what is seen from one side is not seen from the other.
    private static let gapMeters = 100.0
    private static let radiusMeters = 400.0

    /// - Throws: `PilotageError` that names a map with too few places.
    public init(_ maps: [(name: String, map: StreetMap)], seed: UInt64) throws {
        self.seed = seed
        halves = try maps.map { name, map in
            let places = try PlaceSampler(spacingMeters: 20, builtUpMeters: 50).places(of: map)
            guard places.count >= 100 else {
                throw PilotageError(
                    .invalid,
                    "has \(places.count) places in towns, 20 m from each other, too few to learn from",
                    place: [name])
            }
            let ordered = places.map(\.coordinate.longitude).sorted()
            let border = ordered[Int(Double(ordered.count) * (1 - Self.heldOutShare))]
            let metersPerDegree = 111_320 * cos(places[0].coordinate.latitude * .pi / 180)
            let learnedBorder = border - Self.gapMeters / metersPerDegree
            let learned = places.map(\.coordinate).filter { $0.longitude < learnedBorder }
            guard !learned.isEmpty else {
                throw PilotageError(
                    .invalid,
                    "is too narrow: no place lies \(Int(Self.gapMeters)) m west of the easternmost fifth, which is held out",
                    place: [name], hint: "take a larger extract")
            }
            return Half(
                name: name, map: map, stands: learned, learnedBorder: learnedBorder,
                heldOutBorder: border)
        }
    }

    /// A town; the same for the same number.
    public func area(_ number: Int) throws -> LearnedArea {
        var generator = SeededGenerator(seed: mixed(seed, UInt64(number), 4))
        let half = halves[number % halves.count]
        let center = half.stands[generator.index(below: half.stands.count)]
        let circle = Region.circle(center: center, radiusMeters: Self.radiusMeters)
        let west = Region.box(west: -180, south: -90, east: half.learnedBorder, north: 90)
        return LearnedArea(map: half.map.clipped(to: circle, marginMeters: 200), regions: [circle, west])
    }
}

extension MappedTowns {
    /// What is held out of every map, with its name.
    public var heldOut: [(name: String, area: LearnedArea)] {
        halves.map { half in
            let east = Region.box(west: half.heldOutBorder, south: -90, east: 180, north: 90)
            return (half.name, LearnedArea(map: half.map, regions: [east]))
        }
    }
}

extension InventedTowns {
    /// Towns that are never learned from.
    public static func heldOut(_ count: Int) throws -> [(name: String, area: LearnedArea)] {
        let towns = InventedTowns(seed: mixed(0x68656c64, 0, 5))
        return try (0..<count).map { ("an invented town \($0)", try towns.area($0)) }
    }
}
