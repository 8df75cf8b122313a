internal import Foundation
internal import PilotageAPI
internal import Tensors

/// What is handed from one piece of an item to the next.
struct RouteCarry {
    /// The belief after the last frame of the piece.
    var belief: Belief
    /// That frame; nil where it could not be decoded.
    var frame: FrameProducts?
    var timeSeconds: Double
    /// What the item has shown of itself so far.
    var own: OwnModel
}

/// The answer of inference for a frame.
struct RouteAnswer {
    /// The place on the path, as a place of the map.
    var place: Int
    /// How probable every place of the map is, and being off it.
    var places: [Float]
    var outside: Float
}

/// Some consecutive frames of an item, looked at together.
struct RouteWindow {
    let map: RouteMap
    let motion: RouteMotion
    let model: RouteModel
    let times: [Double]
    /// Whether each frame is the first of a shot, and says nothing of where the one before was.
    private let beginsShot: [Bool]
    /// Whether the camera turned before each frame, where that is known.
    private let turned: [Bool?]
    let frames: [FrameProducts?]
    let carry: RouteCarry?
    /// Whether the item has no other frame, so that nothing can be learned of it.
    let isAlone: Bool
    /// Places of the map that the frames are not held against, as if there were none.
    let hidden: [Int]
    let buffers: RouteBuffers

    init(
        _ evidence: [FrameEvidence], _ map: RouteMap, _ motion: RouteMotion, _ model: RouteModel,
        isAlone: Bool, carry: RouteCarry?, hidden: [Int] = [], _ buffers: RouteBuffers
    ) {
        self.hidden = hidden
        self.buffers = buffers
        self.map = map
        self.motion = motion
        self.model = model
        self.carry = carry
        self.isAlone = isAlone
        times = evidence.map(\.timeSeconds)
        beginsShot = evidence.map(\.beginsShot)
        // Before the first frame of an item or a shot there is none to have turned from.
        turned = evidence.indices.map { index in
            index == 0 && carry == nil || evidence[index].beginsShot ? nil : evidence[index].turned
        }
        frames = map.products(with: evidence, buffers)
    }

    /// The answers for the first `wanted` frames, and what the next window begins with.
    func answers(_ wanted: Int) -> (answers: [RouteAnswer], carry: RouteCarry) {
        var energies = frames.indices.map(energies)
        var (path, own) = bestPath(energies)
        // What is taken out is changed where it lies; copies of numbers by the million would cost as much as the inference.
        var scores = frames.indices.map { frameScores(energies.take($0), own, $0) }
        let filter = RouteFilter(map.states, buffers, population: map.population)
        own.strides = strides(scores.prefix(wanted), own, filter)
        let moves = frames.indices.map { move($0, own) }
        var learned = known
        if tellsByRoute, let elsewhere = model.elsewhere {
            let found = gainsElsewhere(path, scores, moves, filter)
            learned.elsewhere.add(found.prefix(wanted).compactMap { $0 })
            own.elsewhere.add(found.compactMap { $0 })
            let gains = gains(scores, moves, filter)
            for (index, gain) in gains.enumerated() {
                scores[index].outside *= gain.map { elsewhere.outsideOdds($0, besides: own.elsewhere) } ?? 1
            }
        }
        let beliefs = beliefs(scores[..<wanted], moves, filter)
        let answers = smooth(beliefs, scores, moves, filter).enumerated().map { index, posterior in
            RouteAnswer(
                place: place(path[index], posterior.places), places: posterior.places,
                outside: posterior.outside)
        }
        let last = wanted - 1
        for belief in beliefs.dropLast() { buffers.reuse(belief) }
        for frame in scores { buffers.reuse(frame) }
        for (index, frame) in frames.enumerated() where index != last {
            (frame?.products).map(buffers.reuse)
        }
        learned.add(path.prefix(wanted), own.residualEnergy, self)
        learned.strides = own.strides
        return (
            answers,
            RouteCarry(
                belief: beliefs[last], frame: frames[last], timeSeconds: times[last], own: learned)
        )
    }

    /// The beliefs of some frames from those before.
    func beliefs(_ scores: ArraySlice<FrameScores>, _ moves: [RouteMove], _ filter: RouteFilter) -> [Belief] {
        var beliefs: [Belief] = []
        for index in scores.indices {
            let before = beliefs.last ?? carry?.belief
            beliefs.append(
                before.map { filter.step($0, scores[index], moves[index]) } ?? filter.begin(scores[index]))
        }
        return beliefs
    }

    /// The posteriors of the frames that have beliefs, by all frames.
    private func smooth(
        _ beliefs: [Belief], _ scores: [FrameScores], _ moves: [RouteMove], _ filter: RouteFilter
    ) -> [(places: [Float], outside: Float)] {
        var posteriors: [(places: [Float], outside: Float)] = []
        var message = filter.uniform
        for index in scores.indices.reversed() {
            if index < beliefs.count { posteriors.append(filter.posterior(beliefs[index], message)) }
            guard index > 0 else { break }
            let earlier = filter.stepBack(message, scores[index], moves[index])
            buffers.reuse(message)
            message = earlier
        }
        buffers.reuse(message)
        return posteriors.reversed()
    }

    /// The place on the best path; where places follow each other at any distance, a path says little, and the most probable place
    /// is the answer.
    private func place(_ step: BestPath.Step, _ posterior: [Float]) -> Int {
        map.ladder == nil
            ? Int(map.states.place[step.state]) : leastElement(posterior.map { -$0 }).index
    }

    /// What can have happened since the frame before.
    func move(_ index: Int, _ own: OwnModel) -> RouteMove {
        if beginsShot[index] { return .cut }
        let before = index > 0 ? times[index - 1] : carry?.timeSeconds ?? times[index]
        return motion.move(after: times[index] - before, own.strides)
    }

    /// The frame before in the same shot; nil where there is none or it could not be decoded.
    func before(_ index: Int) -> FrameProducts? {
        beginsShot[index] ? nil : index > 0 ? frames[index - 1] : carry?.frame
    }

    func energies(_ index: Int) -> FrameEnergies {
        let canStay = move(index, known).canStay
        var energies =
            frames[index].map { FrameEnergies($0, before: before(index), map, canStay: canStay, buffers) }
            ?? FrameEnergies(withoutEvidence: map, buffers)
        if !hidden.isEmpty { energies.hide(hidden, map.states) }
        energies.turned = turned[index]
        return energies
    }

    /// What a distance is worth, to footage of some residual energy.
    func likelihood(_ own: OwnModel) -> RouteLikelihood {
        RouteLikelihood(
            sharpness: (isAlone ? model.frameSharpness : model.sharpness) / own.residualEnergy,
            outlierEnergy: RouteModel.outlierEnergy * own.residualEnergy)
    }

    /// The scores of a frame; one that could not be decoded tells nothing of being outside.
    private func frameScores(_ energies: consuming FrameEnergies, _ own: OwnModel, _ index: Int)
        -> FrameScores
    {
        let presence = frames[index] == nil || tellsByRoute ? nil : model.presence
        return FrameScores(energies, map.states, likelihood(own)) { presence?.outsideLogOdds($0) ?? 0 }
    }

    /// Whether the route tells if the footage is from elsewhere, and not the frames one by one.
    private var tellsByRoute: Bool { !isAlone && model.elsewhere != nil }

    /// What was known of the footage before this window.
    var known: OwnModel { carry?.own ?? OwnModel(model, map) }

}

extension [FrameEnergies] {
    /// Takes an element out, and leaves an empty one.
    mutating func take(_ index: Int) -> FrameEnergies {
        var element = FrameEnergies(edges: [], staying: [], fresh: [])
        swap(&self[index], &element)
        return element
    }
}
