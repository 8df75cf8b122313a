internal import Foundation
internal import Geodesy
internal import PilotageAPI
internal import StreetMap

/// Draws a map as footage of it could look. Deterministic, and safe to use from many threads.
struct FootageRenderer: Sendable {
    private let scenes: MapScenes
    private let radiusMeters: Double
    private let pool = WorkspacePool()

    /// Props smaller than this are left out, in pixels.
    private static let leastPropPixels: Float = 1.2
    /// A tile is what is seen from so many times as high as it is wide, which is as good as from infinitely high.
    private static let tileHeights = 40.0

    /// A town made of a map.
    init(_ map: StreetMap, seed: UInt64, radiusMeters: Double) {
        scenes = MapScenes(
            TownVariation(seed: seed).town(of: map), radiusMeters: radiusMeters,
            finisher: Finisher(seed: seed, roads: map.roads))
        self.radiusMeters = radiusMeters
    }

    /// The picture that a camera takes.
    func picture(_ camera: Camera, shot: Shot) -> Image {
        pool.withWorkspace(pixels: camera.width * camera.height) { work in
            work.clear(pixels: camera.width * camera.height)
            let shaken = CameraShake(shot).applied(to: camera, timeSeconds: shot.timeSeconds)
            let scene = scenes.scene(for: shaken)
            switch camera.lens {
            case .perspective:
                expose(Exposure(scene, shaken, shot, radiusMeters: radiusMeters), work, camera.width)
            case .panorama:
                for (first, slice) in PanoramaSlices(shaken).cameras {
                    var exposure = Exposure(scene, slice, shot, radiusMeters: radiusMeters)
                    exposure.first = first
                    expose(exposure, work, camera.width)
                }
            case .above(let metersPerPixel):
                expose(Self.tile(scene, camera, shot, metersPerPixel), work, camera.width)
            }
            return Darkroom(shot, width: camera.width, height: camera.height).picture(work)
        }
    }

    /// What one pinhole camera sees, as a part of a picture.
    private struct Exposure {
        let scene: Scene
        let camera: Camera
        var weather: Weather
        let timeSeconds: Double
        let radiusMeters: Double
        /// The first column of the picture that it fills.
        var first = 0

        init(_ scene: Scene, _ camera: Camera, _ shot: Shot, radiusMeters: Double) {
            self.scene = scene
            self.camera = camera
            self.radiusMeters = radiusMeters
            weather = Weather(shot)
            timeSeconds = shot.timeSeconds.isFinite ? shot.timeSeconds : 0
        }
    }

    /// A tile as a picture from far above, through air without haze.
    private static func tile(_ scene: Scene, _ camera: Camera, _ shot: Shot, _ metersPerPixel: Double)
        -> Exposure
    {
        let size = Double(max(camera.width, camera.height))
        var high = camera
        high.heightMeters = max(100, tileHeights * size * metersPerPixel)
        high.pitchDegrees = -90
        high.rollDegrees = 0
        let tangent = Double(camera.width) * metersPerPixel / 2 / high.heightMeters
        high.lens = .perspective(fieldOfViewDegrees: 2 * atan(tangent) * 180 / .pi)
        var exposure = Exposure(scene, high, shot, radiusMeters: camera.tileReachMeters)
        exposure.weather.haze = 0
        return exposure
    }

    /// Leaves in the colors of a workspace the light that comes through a lens.
    private func expose(_ exposure: Exposure, _ work: FootageWorkspace, _ stride: Int) {
        let (scene, camera) = (exposure.scene, exposure.camera)
        guard let layer = scene.footage else { return }
        let (east, north) = scene.plane.meters(camera.coordinate)
        let projection = Projection(camera, east: east, north: north)
        let point = SIMD2(projection.eye.x, projection.eye.y)
        let frustum = Frustum(projection, width: camera.width, height: camera.height)
        let offset = exposure.first * camera.height
        let painter = Painter(
            scene, projection, work.keys + offset, numbers: work.numbers + offset, width: camera.width,
            height: camera.height)
        Renderer(scene, radiusMeters: exposure.radiusMeters).paint(with: painter, from: point, frustum)
        let reach = min(Float(exposure.radiusMeters), projection.focal * 1.6 / Self.leastPropPixels)
        let props = layer.traffic.visible(
            from: point, radius: reach, frustum: frustum, timeSeconds: exposure.timeSeconds)
        for (index, prop) in props.enumerated() where !painter.isHidden(prop.group) {
            painter.paint(
                model: PropModel.scenes[prop.model.rawValue], projection.seen(from: prop),
                firstNumber: FootageShader.propNumber + UInt32(index) << 8)
        }
        shade(projection, exposure, layer, props, work, stride)
    }

    private func shade(
        _ projection: Projection, _ exposure: Exposure, _ layer: FootageLayer, _ props: [Prop],
        _ work: FootageWorkspace, _ stride: Int
    ) {
        let offset = exposure.first * exposure.camera.height
        exposure.scene.facets.withUnsafeBufferPointer { facets in
            layer.finishes.withUnsafeBufferPointer { finishes in
                props.withUnsafeBufferPointer { props in
                    FootageShader(
                        projection: projection, weather: exposure.weather, width: exposure.camera.width,
                        height: exposure.camera.height, keys: UnsafePointer(work.keys + offset),
                        numbers: UnsafePointer(work.numbers + offset), facets: facets, finishes: finishes,
                        props: props, ground: layer.ground, colors: work.colors + exposure.first,
                        stride: stride
                    ).shade()
                }
            }
        }
    }
}
