public import PilotageAPI
public import StreetMap

/// Draws a map as a camera sees it, in classes and depth or in color. Deterministic, and safe to use from many threads.
///
/// A map of more than 30 km is drawn in cells, which are made when a camera first needs them.
public struct MapRenderer: Sendable {
    private let scenes: MapScenes
    private let radiusMeters: Double
    /// Nil where the look is plain.
    private let footage: FootageRenderer?

    /// A renderer of a map.
    ///
    /// - Parameters:
    ///   - look: how pictures look.
    ///   - radiusMeters: what is farther from the camera is left out; the ground reaches farther. Tiles from above are drawn whole.
    public init(_ map: StreetMap, look: Look = .plain, radiusMeters: Double = 200) {
        scenes = MapScenes(map, radiusMeters: radiusMeters)
        self.radiusMeters = radiusMeters
        footage =
            switch look {
            case .plain: nil
            case .footage(let seed): FootageRenderer(map, seed: seed, radiusMeters: radiusMeters)
            }
    }

    private func renderer(for camera: Camera) -> Renderer {
        Renderer(scenes.scene(for: camera), radiusMeters: radiusMeters)
    }

    /// What a camera sees of the map as it is, whatever the look.
    public func view(_ camera: Camera) -> View { renderer(for: camera).view(camera) }

    /// The picture that a camera takes.
    ///
    /// - Parameter shot: the take it is part of, for footage.
    public func picture(_ camera: Camera, shot: Shot = Shot(seed: 1)) -> Image {
        if let footage { return footage.picture(camera, shot: shot) }
        return PlainLook.picture(from: camera, of: renderer(for: camera))
    }
}
