internal import Foundation
internal import Geodesy
public import PilotageAPI

/// Locates the frames of an item together: as a route along the gallery's places.
public final class RouteLocator: Locator {
    /// `locate.route`.
    public static let name = "locate.route"
    /// For tables.
    public static let summary = "locates the frames of a sequence together, as a route from place to place"
    /// What a manifest can set.
    public typealias Options = RouteLocatorOptions
    /// What a window aims at, in bytes; it holds some frames whatever they take.
    private static let memory = 64 << 20
    private static let fewestFrames = 32
    /// What comes later than so many frames changes little.
    private static let mostLookahead = 48
    /// In larger galleries frames are looked for among their candidates alone, so many frames at a time.
    private static let mostPlaces = 100_000
    private static let framesAtATime = 128

    /// Frames of footage that are nearer in time show the same. A little less than a second, for times are rounded.
    private static let leastSeconds = 0.98

    private let options: RouteLocatorOptions
    private let mostPlaces: Int
    private let prepared = PreparedGallery()

    /// A locator with some options.
    public convenience init(_ options: RouteLocatorOptions) {
        self.init(options, mostPlaces: Self.mostPlaces)
    }

    /// A locator that takes galleries of more than `mostPlaces` for large.
    package init(_ options: RouteLocatorOptions, mostPlaces: Int) {
        self.options = options
        self.mostPlaces = mostPlaces
    }

    /// One fix per frame, in order.
    public func locate(_ track: any TrackEvidence, in gallery: Gallery, emit: (Fix) throws -> Void) throws {
        guard track.rows?.count ?? gallery.places.count <= mostPlaces else {
            return try locateAmongCandidates(track, gallery, emit)
        }
        let rows = track.rows ?? Array(gallery.places.indices)
        try locate(
            track,
            prepared.map(
                of: gallery, rows, byDistance: isByDistance(gallery),
                bySpeed: isBySpeed(isTimed: track.isTimed)),
            gallery, emit)
    }

    private func locate(
        _ track: any TrackEvidence, _ map: RouteMap, _ gallery: Gallery, _ emit: (Fix) throws -> Void
    ) throws {
        guard !map.rows.isEmpty else { return try track.forEachFrame { try emit(RouteFix($0).fix) } }
        let model = RouteModel(gallery.calibration[Self.name])
        let steps = try steps(of: track, map)
        try map.buffers.lend { buffers in
            var step = 0
            try follow(steps ?? track, map, model, buffers) { frame, answer in
                for frame in try steps?.answered(by: step) ?? [frame] {
                    try emit(RouteFix(answer, frame, map, model, gallery, options.answers).fix)
                }
                step += 1
            }
        }
    }

    /// Frames that are far enough apart to tell something anew, and to get from place to place; nil where that is all of them.
    private func steps(of track: any TrackEvidence, _ map: RouteMap) throws -> SteppedTrack? {
        guard case .speed(let maximum, let hopMeters) = motion(map, isTimed: track.isTimed) else {
            return nil
        }
        let steps = try SteppedTrack(
            track, seconds: max(Self.leastSeconds, hopMeters / maximum), looksAhead: options.smoothing)
        return steps.count < track.count ? steps : nil
    }

    /// Locates a part of the track after the other, each with some frames before and behind it.
    private func locateAmongCandidates(
        _ track: any TrackEvidence, _ gallery: Gallery, _ emit: (Fix) throws -> Void
    ) throws {
        let (network, around) = prepared.surroundings(
            of: gallery, byDistance: isByDistance(gallery), bySpeed: isBySpeed(isTimed: track.isTimed))
        for start in stride(from: 0, to: track.count, by: Self.framesAtATime) {
            let end = min(track.count, start + Self.framesAtATime)
            let last = options.smoothing ? min(track.count, end + Self.mostLookahead) : end
            let part = PartOfTrack(whole: track, range: max(0, start - Self.mostLookahead)..<last)
            let rows = CandidateRows(
                try part.frames(in: 0..<part.count), around: around, allowed: track.rows, most: mostPlaces)
            let map = RouteMap(
                gallery, network, rows: rows.rows, population: track.rows?.count ?? gallery.places.count)
            var index = part.range.lowerBound
            try locate(part, map, gallery) { fix in
                if start..<end ~= index { try emit(fix) }
                index += 1
            }
        }
    }

    private func follow(
        _ track: any TrackEvidence, _ map: RouteMap, _ model: RouteModel, _ buffers: RouteBuffers,
        emit: (FrameEvidence, RouteAnswer) throws -> Void
    ) throws {
        let motion = motion(map, isTimed: track.isTimed)
        let (length, lookahead) = options.smoothing ? windowLength(map) : (1, 0)
        var carry: RouteCarry?
        var start = 0
        while start < track.count {
            let end = min(track.count, start + length)
            let evidence = try track.frames(in: start..<end)
            let window = RouteWindow(
                evidence, map, motion, model, isAlone: track.count == 1, carry: carry, buffers)
            let wanted = end == track.count ? end - start : length - lookahead
            let found = window.answers(wanted)
            for (frame, answer) in zip(evidence, found.answers) {
                try emit(frame, answer)
                buffers.reuse(answer.places)
            }
            carry.map { buffers.reuse($0.belief) }
            (carry?.frame?.products).map(buffers.reuse)
            carry = found.carry
            start += wanted
        }
    }

    /// So many frames that what is kept of them fits into memory; the last ones only help to answer the others.
    private func windowLength(_ map: RouteMap) -> (frames: Int, lookahead: Int) {
        let perFrame = 4 * (6 * map.rows.count + 3 * map.states.edges)
        let frames = max(Self.fewestFrames, Self.memory / max(1, perFrame))
        return (frames, min(Self.mostLookahead, frames / 2))
    }

    /// Whether places follow each other by their distance, and not along edges.
    func isByDistance(_ gallery: Gallery) -> Bool {
        options.motion != .hop && !PlaceGraph.areNamed(gallery.places)
    }

    /// Whether the camera moves by the time between frames: where that is known, and nothing else is asked for.
    func isBySpeed(isTimed: Bool) -> Bool { options.motion == .speed || options.motion == .auto && isTimed }

    /// How the camera moves.
    ///
    /// - Parameter isTimed: whether the times of frames are when they were taken.
    func motion(_ map: RouteMap, isTimed: Bool = false) -> RouteMotion {
        if let ladder = map.ladder {
            return .distance(ladder, maximumSpeed: options.motion == .speed ? options.maximumSpeed : nil)
        }
        return isBySpeed(isTimed: isTimed)
            ? .speed(maximum: options.maximumSpeed, hopMeters: map.hopMeters) : .hops(options.hops)
    }

    /// Learns the residual energy from places of the gallery that are matched against the others.
    public static func calibrate(_ samples: [CalibrationSample], metric: Metric) -> [String: Double] {
        RouteModel.learned(from: samples, metric: metric)
    }
}
