import Foundation

/// A camera that looks down, and the way it sees colors.
struct Camera: Sendable {
    let width: Int
    let height: Int
    /// The horizontal angle of view in degrees.
    var fieldOfView: Float = 62
    /// How much brighter it makes a picture.
    var exposure: Float
    /// Above 0 for pictures with darker middle tones.
    var contrast: Float
    /// The largest error of a pixel, in grey levels.
    var noise: Float

    /// The picture from a pose: red, green, blue, row by row.
    func picture(of land: Landscape, from pose: Pose, number: Int) -> [UInt8] {
        let faults = Noise(seed: UInt32(truncatingIfNeeded: number), purpose: 9)
        let view = View(pose: pose, focal: Float(width) / 2 / tan(fieldOfView * .pi / 360))
        return land.withColors { colors in
            [UInt8](unsafeUninitializedCapacity: width * height * 3) { samples, count in
                for row in 0..<height {
                    let y = Float(height) / 2 - Float(row) - 0.5
                    for column in 0..<width {
                        let x = Float(column) + 0.5 - Float(width) / 2
                        let (east, north) = view.ground(x: x, y: y)
                        let fault = noise * (2 * faults.value(Int32(column), Int32(row)) - 1)
                        let color = colors.color(east: east, north: north)
                        samples[count] = developed(color.red, fault: fault)
                        samples[count + 1] = developed(color.green, fault: fault)
                        samples[count + 2] = developed(color.blue, fault: fault)
                        count += 3
                    }
                }
            }
        }
    }

    /// What the camera makes of a color.
    @inline(__always)
    private func developed(_ level: Float, fault: Float) -> UInt8 {
        let bright = level * exposure
        let curved = bright * (1 - contrast * (1 - bright * (1 / 255))) + fault
        return UInt8(min(max(curved, 0), 255))
    }
}

/// Where a camera hangs, in meters and degrees.
struct Pose: Sendable {
    var east: Float
    var north: Float
    /// Meters above the ground.
    var height: Float
    /// Where the upper edge of the picture lies: degrees clockwise from north, [0, 360).
    var heading: Float
    /// By how much the camera looks ahead of straight down, and how it leans to the right; degrees.
    var pitch: Float = 0
    var roll: Float = 0
}

/// The way from a pixel to the ground.
private struct View {
    private let pose: Pose
    private let right: SIMD3<Float>
    private let up: SIMD3<Float>
    private let axis: SIMD3<Float>

    init(pose: Pose, focal: Float) {
        self.pose = pose
        let radians = Float.pi / 180
        let (heading, pitch, roll) = (pose.heading * radians, pose.pitch * radians, pose.roll * radians)
        let ahead = SIMD3(sin(heading), cos(heading), 0)
        let side = SIMD3(cos(heading), -sin(heading), 0)
        let down = SIMD3<Float>(0, 0, -1)
        let tilted = down * cos(pitch) + ahead * sin(pitch)
        axis = (tilted * cos(roll) + side * sin(roll)) * focal
        right = side * cos(roll) - tilted * sin(roll)
        up = ahead * cos(pitch) - down * sin(pitch)
    }

    /// The point of the ground seen `x` pixels right of and `y` pixels above the middle.
    @inline(__always)
    func ground(x: Float, y: Float) -> (east: Float, north: Float) {
        let ray = axis + right * x + up * y
        let reach = -pose.height / ray.z
        return (pose.east + ray.x * reach, pose.north + ray.y * reach)
    }
}
