internal import Geodesy
public import PilotageAPI
public import StreetMap

/// Draws a map as a camera sees it, in classes and depth or in color. Deterministic, and safe to use from many threads.
public struct MapRenderer: Sendable {
    private let renderer: Renderer
    /// Nil where the look is plain.
    private let footage: FootageRenderer?

    /// A renderer of a map.
    ///
    /// - Parameters:
    ///   - look: how pictures look.
    ///   - radiusMeters: what is farther from the camera is left out; the ground reaches farther.
    public init(_ map: StreetMap, look: Look = .plain, radiusMeters: Double = 200) {
        let box = map.box ?? [0, 0, 0, 0]
        let middle = Coordinate(latitude: (box[1] + box[3]) / 2, longitude: (box[0] + box[2]) / 2)
        renderer = Renderer(SceneBuilder.scene(of: map, origin: middle), radiusMeters: radiusMeters)
        footage =
            switch look {
            case .plain: nil
            case .footage(let seed):
                FootageRenderer(map, seed: seed, origin: middle, radiusMeters: radiusMeters)
            }
    }

    /// What a camera sees of the map as it is, whatever the look.
    public func view(_ camera: Camera) -> View { renderer.view(camera) }

    /// The picture that a camera takes.
    ///
    /// - Parameter shot: the take it is part of, for footage.
    public func picture(_ camera: Camera, shot: Shot = Shot(seed: 1)) -> Image {
        if let footage { return footage.picture(camera, shot: shot) }
        return PlainLook.picture(of: renderer.view(camera))
    }
}
