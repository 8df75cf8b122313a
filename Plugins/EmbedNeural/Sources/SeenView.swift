internal import Neural
internal import PilotageAPI

/// A view of a frame, with the place that it has among the embeddings.
struct SeenView {
    /// The number of the frame.
    let row: Int
    /// The side that it looks to: 0 for the front, then right, back and left.
    let slot: Int
    /// The length that its vector gets.
    var share: Float = 1
    private let content: FrameContent
    private let fieldOfViewDegrees: Double?

    /// Whether it is a view of a map.
    var isMap: Bool { if case .mapView = content { true } else { false } }

    /// The views of a frame that show something, for embeddings of so many slots.
    ///
    /// - Throws: `PilotageError` for what holds no views, and for rigs whose views look between two sides.
    static func views(of frame: Frame, row: Int, slots: Int) throws -> [SeenView] {
        var seen: [SeenView] = []
        for (slot, content) in try contents(of: frame) where slot < slots {
            seen.append(
                SeenView(
                    row: row, slot: slot, content: content, fieldOfViewDegrees: frame.fieldOfViewDegrees))
        }
        // An open side tells something of a place beside others, but a lens that is covered tells nothing.
        guard seen.contains(where: { !$0.content.isBlank }) else { return [] }
        seen.removeAll { !$0.isMap && $0.content.isBlank }
        let share = 1 / Float(seen.count).squareRoot()
        return seen.map { view in
            var view = view
            view.share = share
            return view
        }
    }

    private static func contents(of frame: Frame) throws -> [(slot: Int, content: FrameContent)] {
        guard case .rig(let views) = frame.content else {
            try check(frame.content)
            return [(0, frame.content)]
        }
        for view in views { try check(view.content) }
        let sides = try RigView.sides(views.map(\.headingDegrees))
        return zip(sides, views).map { ($0, $1.content) }
    }

    private static func check(_ content: FrameContent) throws {
        switch content {
        case .image, .mapView: return
        default:
            throw PilotageError(
                .unsupported, "the gallery was made from views, and this frame holds none",
                hint: "rows of an embedding matrix need a gallery made by `gallery build --embeddings`")
        }
    }

    /// What the tower of its side takes.
    func planes(for model: PlaceModel) throws -> [Float] {
        switch content {
        case .image(let picture):
            return model.input.planes(of: picture, fieldOfViewDegrees: fieldOfViewDegrees)
        case .mapView(let view)
        where model.takesMapViews && view.width == model.input.width && view.height == model.input.height:
            return model.input.planes(of: view)
        default:
            throw PilotageError(
                .unsupported, "a view of a map that the model does not take",
                hint: "a gallery of a map needs a model that was trained with maps")
        }
    }
}

extension FrameContent {
    /// Whether nothing is to be told from it: a picture of one color; a view of a map with nothing but sky and ground, or one class.
    fileprivate var isBlank: Bool {
        switch self {
        case .image(let picture):
            let samples = picture.samples
            return samples.indices.dropFirst(picture.channels).allSatisfy {
                samples[$0] == samples[$0 - picture.channels]
            }
        case .mapView(let view):
            let nothing: Set<UInt8> = [0, 1]
            return view.classes.allSatisfy(nothing.contains)
                || view.classes.allSatisfy { $0 == view.classes.first }
        default: return true
        }
    }
}
