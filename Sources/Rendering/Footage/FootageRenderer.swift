internal import Geodesy
internal import PilotageAPI
internal import StreetMap

/// Draws a map as footage of it could look. Deterministic, and safe to use from many threads.
struct FootageRenderer: Sendable {
    private let scene: Scene
    private let renderer: Renderer
    private let traffic: Traffic
    private let radiusMeters: Float
    private let ground: FacetFinish
    private let pool = WorkspacePool()

    /// Props smaller than this are left out, in pixels.
    private static let leastPropPixels: Float = 1.2

    /// A town made of a map.
    ///
    /// - Parameter origin: of the plane that everything is drawn in.
    init(_ map: StreetMap, seed: UInt64, origin: Coordinate, radiusMeters: Double) {
        let town = TownVariation(seed: seed).town(of: map)
        scene = SceneBuilder.scene(
            of: town, origin: origin, finisher: Finisher(seed: seed, roads: map.roads))
        renderer = Renderer(scene, radiusMeters: radiusMeters)
        traffic = Traffic(map.roads, seed: seed, plane: scene.plane)
        self.radiusMeters = Float(radiusMeters)
        ground = Self.bareGround(seed: seed, origin: origin)
    }

    /// Ground of which the map says nothing: its spots are counted from a corner that other maps of the place share.
    private static func bareGround(seed: UInt64, origin: Coordinate) -> FacetFinish {
        var dice = Dice(seed, .surface)
        let corner = Coordinate(
            latitude: (origin.latitude * 50).rounded(.down) / 50,
            longitude: (origin.longitude * 50).rounded(.down) / 50)
        let (east, north) = LocalPlane(origin: origin).meters(corner)
        let place = SIMD3(Float(east), Float(north), 0)
        let ring = [place, place + SIMD3(1, 0, 0), place + SIMD3(1, 1, 0)]
        let finish = Finish(
            surface: .ground, seed: dice.bits(), color: Palette.paving[1] * 0.85,
            accent: mixed(Palette.bare, Palette.grass, Float(dice.draw(0...0.6))))
        return FacetFinish(finish, ring: ring, plane: SIMD4(0, 0, 1, 0))
    }

    /// The picture that a camera with a perspective lens takes.
    func picture(_ camera: Camera, shot: Shot) -> Image {
        pool.withWorkspace(pixels: camera.width * camera.height) { work in
            expose(camera, shot, work)
            return Darkroom(shot, width: camera.width, height: camera.height).picture(work)
        }
    }

    /// Leaves in the colors of a workspace the light that comes through the lens of a camera that trembles.
    private func expose(_ camera: Camera, _ shot: Shot, _ work: FootageWorkspace) {
        let camera = CameraShake(shot).applied(to: camera, timeSeconds: shot.timeSeconds)
        let (east, north) = scene.plane.meters(camera.coordinate)
        let projection = Projection(camera, east: east, north: north)
        let point = SIMD2(projection.eye.x, projection.eye.y)
        let frustum = Frustum(projection, width: camera.width, height: camera.height)
        work.clear(pixels: camera.width * camera.height)
        let painter = Painter(
            scene, projection, work.keys, numbers: work.numbers, width: camera.width, height: camera.height)
        renderer.paint(with: painter, from: point, frustum)
        let reach = min(radiusMeters, projection.focal * 1.6 / Self.leastPropPixels)
        let props = traffic.visible(
            from: point, radius: reach, frustum: frustum,
            timeSeconds: shot.timeSeconds.isFinite ? shot.timeSeconds : 0)
        for (index, prop) in props.enumerated() where !painter.isHidden(prop.group) {
            painter.paint(
                model: PropModel.scenes[prop.model.rawValue], projection.seen(from: prop),
                firstNumber: FootageShader.propNumber + UInt32(index) << 8)
        }
        shade(projection, Weather(shot), props, work, width: camera.width, height: camera.height)
    }

    private func shade(
        _ projection: Projection, _ weather: Weather, _ props: [Prop], _ work: FootageWorkspace, width: Int,
        height: Int
    ) {
        scene.facets.withUnsafeBufferPointer { facets in
            scene.finishes.withUnsafeBufferPointer { finishes in
                props.withUnsafeBufferPointer { props in
                    FootageShader(
                        projection: projection, weather: weather, width: width, height: height,
                        keys: UnsafePointer(work.keys), numbers: UnsafePointer(work.numbers),
                        facets: facets, finishes: finishes, props: props,
                        ground: ground, colors: work.colors
                    ).shade()
                }
            }
        }
    }
}
