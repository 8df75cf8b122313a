internal import Foundation
internal import PilotageAPI
internal import Rendering

/// How the places of a gallery are drawn from a map, as `gallery.json` keeps it.
public struct ViewSettings: Codable, Hashable, Sendable {
    /// How the pictures look.
    public enum Look: String, Codable, Sendable, CaseIterable {
        /// As a map: a color for every class.
        case plain
        /// As footage could show it.
        case footage
        /// As classes and depths, for an embedder that takes these. Not for people to choose.
        case classes

        /// What can be chosen.
        public static let allCases: [Look] = [.plain, .footage]
    }

    /// How the pictures look.
    public var look = Look.plain
    /// Columns of a picture.
    public var width = 144
    /// Rows of a picture.
    public var height = 96
    /// The horizontal angle of view in degrees.
    public var fieldOfViewDegrees = 90.0
    /// How high above the road the camera is, in meters.
    public var heightMeters = 1.6
    /// Degrees by which the camera looks up.
    public var pitchDegrees = 0.0
    /// What is farther than this many meters is not drawn.
    public var reachMeters = 200.0
    /// What the town looks like where it looks like footage.
    public var seed: UInt64 = 1
    /// Nil for 1, as galleries have it that know of no others.
    private var severalViews: Int?

    /// Views of a place: 1, to the front, or 4, to the front, right, back and left.
    public var count: Int {
        get { severalViews ?? 1 }
        set { severalViews = newValue == 1 ? nil : newValue }
    }

    /// The settings that are used where none are given.
    public init() {}

    private enum CodingKeys: String, CodingKey {
        case look, width, height, seed
        case fieldOfViewDegrees = "fov_deg"
        case heightMeters = "height_m"
        case pitchDegrees = "pitch_deg"
        case reachMeters = "reach_m"
        case severalViews = "views"
    }

    /// The longer side of a picture in pixels.
    public var longSide: Int { max(width, height) }

    /// What cannot be drawn, in words; nil where all is well.
    var defect: String? {
        func outside(_ value: Double, _ range: ClosedRange<Double>, _ name: String) -> String? {
            range.contains(value)
                ? nil
                : "\(name) is \(shortest(value)), but must be \(shortest(range.lowerBound)) to "
                    + shortest(range.upperBound)
        }
        guard [1, 4].contains(count) else { return "\(count) views of a place, but there can be 1 or 4" }
        if look == .classes {
            guard (8...1024).contains(width), (8...1024).contains(height) else {
                return "views of \(width)x\(height) pixels, but sides must have 8 to 1024"
            }
        } else if !(16...1024).contains(width) || !(16...1024).contains(height) || longSide < 64 {
            return
                "views of \(width)x\(height) pixels, but sides must have 16 to 1024, the longer one at least 64"
        }
        return outside(fieldOfViewDegrees, 10...170, "the angle of view in degrees")
            ?? outside(heightMeters, 0.1...500, "the camera's height in meters")
            ?? outside(pitchDegrees, -80...80, "the camera's pitch in degrees")
            ?? outside(reachMeters, 10...5_000, "the reach in meters")
    }

    /// The look as the renderer knows it.
    var rendererLook: Rendering.Look {
        switch look {
        case .plain, .classes: .plain
        case .footage: .footage(seed: seed)
        }
    }

    /// The same views in another town of the same map, as footage shows it: what is to be found again is seldom as it was
    /// drawn.
    var asOtherFootage: ViewSettings {
        var other = self
        other.look = .footage
        other.seed = seed &+ 1_000_003
        return other
    }
}

extension ViewSettings: CustomStringConvertible {
    /// For people.
    public var description: String {
        "\(count == 1 ? "" : "\(count) views, ")\(look.rawValue), \(width)x\(height) pixels, \(shortest(fieldOfViewDegrees))° wide, "
            + "\(shortest(heightMeters)) m high, pitched \(shortest(pitchDegrees))°, up to "
            + "\(shortest(reachMeters)) m, seed \(seed)"
    }
}
