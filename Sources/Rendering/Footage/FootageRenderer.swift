internal import Foundation
internal import PilotageAPI
internal import StreetMap

/// Draws a map as footage of it could look. Deterministic, and safe to use from many threads.
struct FootageRenderer: Sendable {
    private let towns: MapScenes<FootageTown>
    private let radiusMeters: Double
    private let pool = WorkspacePool()

    /// A town made of a map.
    init(_ map: StreetMap, seed: UInt64, radiusMeters: Double) {
        self.radiusMeters = radiusMeters
        towns = MapScenes(map, radiusMeters: radiusMeters) { origin, reach in
            FootageTown(map, seed: seed, origin: origin, reachMeters: reach)
        }
    }

    /// The picture that a camera takes.
    func picture(_ camera: Camera, shot: Shot) -> Image {
        let town = towns.scene(for: camera)
        return pool.withWorkspace(pixels: camera.width * camera.height) { work in
            switch camera.lens {
            case .perspective:
                let shaken = CameraShake(shot).applied(to: camera, timeSeconds: shot.timeSeconds)
                town.expose(shaken, shot, radiusMeters: Float(radiusMeters), work)
            case .panorama: exposeStrip(camera, shot, town, work)
            case .above:
                town.expose(
                    Self.aerial(camera), shot, radiusMeters: Float(max(radiusMeters, camera.tileReachMeters)),
                    work)
            }
            return Darkroom(shot, width: camera.width, height: camera.height).picture(work)
        }
    }

    /// Cameras that film all around stand still: slice by slice.
    private func exposeStrip(_ camera: Camera, _ shot: Shot, _ town: FootageTown, _ work: FootageWorkspace) {
        for (first, slice) in PanoramaSlices(camera).cameras {
            pool.withWorkspace(pixels: slice.width * slice.height) { part in
                town.expose(slice, shot, radiusMeters: Float(radiusMeters), part)
                for row in 0..<slice.height {
                    (work.colors + row * camera.width + first).update(
                        from: part.colors + row * slice.width, count: slice.width)
                }
            }
        }
    }

    /// What takes a tile from above: a camera that looks straight down, so that, other than on a map, what is high leans outwards.
    private static func aerial(_ camera: Camera) -> Camera {
        var aerial = camera
        aerial.pitchDegrees = -90
        aerial.rollDegrees = 0
        aerial.lens = .perspective(
            fieldOfViewDegrees: 2 * atan(Double(camera.width) / 2 / camera.focalPixels) * 180 / .pi)
        return aerial
    }
}
