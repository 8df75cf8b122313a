public import PilotageAPI

/// Cuts equirectangular pictures into what four cameras to the front, the right, the back and the left would have seen.
///
/// The views are those of Samano, Zhou and Calway, *You Are Here: Geolocation by Embedding Maps and Images* (ECCV 2020): pinhole
/// pictures 90° wide, here of 3:2. Panoramas are taken to be level, with the front in their middle column unless said otherwise.
/// Used by one thread at a time.
public final class PanoramaCutter {
    /// Where the views look, in degrees clockwise from the front.
    public static let headingsDegrees: [Double] = [0, 90, 180, 270]
    /// The horizontal angle of every view in degrees.
    public static let fieldOfViewDegrees = 90.0

    /// The most columns that are asked for; a panorama of those takes 24 MiB.
    private static let mostColumns = 4096
    /// How far the sides of a panorama may be from 2:1, as a share.
    private static let shapeTolerance = 0.02

    private let frontDegrees: Double
    private let longSide: Int
    private var rays: PanoramaRays?

    /// A cutter.
    ///
    /// - Parameters:
    ///   - frontDegrees: where the front is, in degrees to the right of the middle column.
    ///   - longSide: the columns of a view, at least 1; fewer where the panorama has less than that many for 90°.
    public init(frontDegrees: Double, longSide: Int) {
        precondition(longSide >= 1, "views of \(longSide) columns")
        self.frontDegrees = frontDegrees
        self.longSide = longSide
    }

    /// The longer side of the panoramas to cut from, in pixels.
    public var panoramaLongSide: Int { min(Self.mostColumns, 4 * min(longSide, Self.mostColumns)) }

    /// The four views of a panorama, in the order of `headingsDegrees`.
    ///
    /// - Throws: `PilotageError` `unsupported` where the picture is not twice as wide as high.
    public func views(of panorama: Image) throws -> [RigView] {
        try checkShape(panorama)
        let rays = rays(for: panorama)
        return Self.headingsDegrees.map { heading in
            RigView(
                headingDegrees: heading,
                content: .image(rays.view(of: panorama, turnedBy: frontDegrees + heading)))
        }
    }

    private func checkShape(_ panorama: Image) throws {
        let ratio = Double(panorama.width) / Double(panorama.height)
        guard abs(ratio - 2) > 2 * Self.shapeTolerance else { return }
        throw PilotageError(
            .unsupported,
            "a picture \((ratio * 100).rounded() / 100) times as wide as high, but an equirectangular one is 2 times",
            hint:
                "leave out 'projection' for pictures of one lens; let the camera's own program join those of two"
        )
    }

    /// Made anew only where the size of the pictures changes.
    private func rays(for panorama: Image) -> PanoramaRays {
        if let rays, rays.fits(panorama) { return rays }
        let width = max(1, min(longSide, (panorama.width + 3) / 4))
        let made = PanoramaRays(
            panoramaWidth: panorama.width, panoramaHeight: panorama.height, width: width,
            height: max(1, (2 * width + 1) / 3))
        rays = made
        return made
    }
}
