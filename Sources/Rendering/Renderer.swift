internal import Geodesy

/// Draws a scene as a camera sees it: classes and depth, with exact occlusion at the middle of every pixel.
public struct Renderer: Sendable {
    private let scene: Scene
    private let radiusMeters: Double

    /// A renderer of what comes within a distance of the camera; the ground reaches farther.
    public init(_ scene: Scene, radiusMeters: Double = 200) {
        self.scene = scene
        self.radiusMeters = radiusMeters
    }

    /// What a camera sees.
    public func view(_ camera: Camera) -> View {
        switch camera.lens {
        case .perspective: perspective(camera)
        case .panorama: strip(camera)
        case .above(let metersPerPixel): TilePainter.view(of: scene, camera, metersPerPixel: metersPerPixel)
        }
    }

    /// What a pinhole camera sees.
    private func perspective(_ camera: Camera) -> View {
        let (east, north) = scene.plane.meters(camera.coordinate)
        let projection = Projection(camera, east: east, north: north)
        var view = View(width: camera.width, height: camera.height)
        view.keys.withUnsafeMutableBufferPointer { keys in
            guard let keys = keys.baseAddress else { return }
            let painter = Painter(scene, projection, keys, width: camera.width, height: camera.height)
            let frustum = Frustum(projection, width: camera.width, height: camera.height)
            paint(with: painter, from: SIMD2(projection.eye.x, projection.eye.y), frustum)
        }
        return view
    }

    /// Paints the scene.
    ///
    /// - Parameter point: where the camera is, meters east and north.
    func paint(with painter: Painter, from point: SIMD2<Float>, _ frustum: Frustum) {
        let ground = scene.ground.visible(from: point, radius: Float(radiusMeters), frustum: frustum)
        let solids = scene.solids.visible(from: point, radius: Float(radiusMeters), frustum: frustum)
        painter.paintGround()
        for index in ground {
            for facet in scene.ground.groups[index].facets { painter.paint(facet, isOnGround: true) }
        }
        // From near to far, so that most of a town is found to be hidden before it is drawn.
        for index in fromNearToFar(solids, point) where !painter.isHidden(scene.solids.groups[index]) {
            for facet in scene.solids.groups[index].facets { painter.paint(facet, isOnGround: false) }
        }
    }

    /// Groups by their distance, to within a few meters.
    private func fromNearToFar(_ groups: [Int], _ point: SIMD2<Float>) -> [Int] {
        let steps = 64
        var shells = [[Int]](repeating: [], count: steps)
        for index in groups {
            let group = scene.solids.groups[index]
            let offset = group.center - point
            let distance = (offset * offset).sum().squareRoot() - group.radius
            let shell = max(0, min(Float(steps - 1), distance / Float(radiusMeters) * Float(steps)))
            shells[Int(shell)].append(index)
        }
        return shells.flatMap { $0 }
    }
}
