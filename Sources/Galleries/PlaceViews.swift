internal import Foundation
internal import Geodesy
internal import PilotageAPI
internal import Rendering
internal import StreetMap
internal import Tensors

/// Draws the frames of references that are places of a map. Nothing is kept, and the same reference gives the same frame.
struct PlaceViews: FrameSource {
    /// How far cameras are from where they should be.
    struct Error: Sendable {
        /// At most so many meters.
        var meters: Double
        /// At most so many degrees of heading.
        var degrees: Double
    }

    private let views: ViewSettings
    private let renderer: MapRenderer
    private let error: Error?
    /// The sides that are seen: 0 for the front, then right, back and left.
    private let sides: [Int]

    /// - Parameters:
    ///   - sides: which of the four sides are seen; nil for those of the views.
    ///   - error: nil for cameras that are where they should be.
    init(_ map: StreetMap, _ views: ViewSettings, sides: [Int]? = nil, error: Error? = nil) {
        self.views = views
        self.sides = sides ?? Array(0..<views.count)
        self.error = error
        renderer = MapRenderer(map, look: views.rendererLook, radiusMeters: views.reachMeters)
    }

    func forEachFrame(
        of unit: ReferenceUnit, in references: [Reference], as format: FrameFormat,
        _ body: (Int, Result<Frame, any Swift.Error>) throws -> Void
    ) throws {
        for index in unit.indices { try body(index, .success(frame(of: references[index], format))) }
    }

    private func frame(of reference: Reference, _ format: FrameFormat) -> Frame {
        var camera = camera(at: reference)
        if views.look != .classes {
            let scale = min(1, Double(format.longSide) / Double(views.longSide))
            camera.width = max(1, Int((Double(views.width) * scale).rounded()))
            camera.height = max(1, Int((Double(views.height) * scale).rounded()))
        }
        let shot = shot(of: reference)
        let rig = camera.rig
        let seen = sides.map {
            RigView(headingDegrees: 90 * Double($0), content: sight(from: rig[$0], shot, format))
        }
        let content = sides == [0] ? seen[0].content : .rig(seen)
        return Frame(
            index: 0, timeSeconds: 0, content: content, fieldOfViewDegrees: views.fieldOfViewDegrees)
    }

    /// What a camera sees, as the embedder takes it.
    private func sight(from camera: Camera, _ shot: Shot, _ format: FrameFormat) -> FrameContent {
        if views.look == .classes { return .mapView(renderer.view(camera).mapView) }
        let picture = renderer.picture(camera, shot: shot)
        return .image(format.color == .gray ? picture.luma : picture)
    }

    /// The camera that takes the picture of a reference.
    func camera(at reference: Reference) -> Camera {
        let place = reference.place
        let camera = Camera(
            at: place.coordinate, heightMeters: reference.groundMeters + views.heightMeters,
            headingDegrees: place.headingDegrees ?? 0, pitchDegrees: views.pitchDegrees,
            lens: .perspective(fieldOfViewDegrees: views.fieldOfViewDegrees), width: views.width,
            height: views.height)
        guard let error else { return camera }
        return PoseError(
            seed: seed(of: reference, purpose: 1), meters: error.meters, degrees: error.degrees
        ).applied(to: camera)
    }

    /// The take that a frame of a video belongs to; a picture is one by itself.
    private func shot(of reference: Reference) -> Shot {
        guard let time = reference.timeSeconds else { return Shot(seed: seed(of: reference, purpose: 0)) }
        let seed = reference.path.utf8.reduce(views.seed) { $0 &* 31 &+ UInt64($1) }
        return Shot(seed: seed, timeSeconds: time)
    }

    /// A seed of the place itself, so that its picture does not depend on what else is drawn.
    private func seed(of reference: Reference, purpose: UInt64) -> UInt64 {
        let place = reference.place
        let numbers = [
            place.coordinate.latitude * 1e7, place.coordinate.longitude * 1e7,
            (place.headingDegrees ?? 0) * 10,
        ].map { UInt64(bitPattern: Int64($0.rounded())) }
        return ([purpose] + numbers).reduce(views.seed) { seed, number in
            var generator = SeededGenerator(seed: seed ^ number)
            return generator.next()
        }
    }
}

extension Image {
    /// The picture in gray: luma by the weights of ITU-R BT.601, as for footage in JPEG.
    var luma: Image {
        guard channels == 3 else { return self }
        let gray = (0..<width * height).map { pixel in
            let sum =
                19_595 * Int(samples[3 * pixel]) + 38_470 * Int(samples[3 * pixel + 1]) + 7_471
                * Int(samples[3 * pixel + 2])
            return UInt8((sum + 32_768) >> 16)
        }
        return Image(width: width, height: height, channels: 1, samples: gray)
    }
}
