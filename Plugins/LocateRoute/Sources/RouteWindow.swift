internal import PilotageAPI

/// What is handed from one piece of an item to the next.
struct RouteCarry {
    /// The belief after the last frame of the piece.
    var belief: Belief
    /// That frame; nil where it could not be decoded.
    var frame: FrameProducts?
    var timeSeconds: Double
    /// What the item has shown of its residual energy so far.
    var energy: MeanEnergy
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
    /// So many frames tell the residual energy well enough.
    private static let energyFrames = 48

    let map: RouteMap
    let motion: RouteMotion
    let model: RouteModel
    let times: [Double]
    let frames: [FrameProducts?]
    let carry: RouteCarry?
    private let buffers: RouteBuffers

    init(
        _ evidence: [FrameEvidence], _ map: RouteMap, _ motion: RouteMotion, _ model: RouteModel,
        carry: RouteCarry?, _ buffers: RouteBuffers
    ) {
        self.buffers = buffers
        self.map = map
        self.motion = motion
        self.model = model
        self.carry = carry
        times = evidence.map(\.timeSeconds)
        frames = map.products(with: evidence)
    }

    /// The answers for the first `wanted` frames, and what the next window begins with.
    func answers(_ wanted: Int) -> (answers: [RouteAnswer], carry: RouteCarry) {
        var energies = frames.indices.map(energies)
        let (path, own) = bestPath(energies)
        let likelihood = likelihood(residualEnergy: own.value)
        let filter = RouteFilter(map.states, buffers)
        var (scores, beliefs) = ([FrameScores](), [Belief]())
        var belief = carry?.belief
        for index in frames.indices {
            // What is taken out is changed where it lies; copies of numbers by the million would cost as much as the inference.
            scores.append(FrameScores(energies.take(index), likelihood))
            guard index < wanted else { continue }
            belief =
                belief.map { filter.step($0, scores[index], hops: hops(index)) }
                ?? filter.begin(scores[index])
            belief.map { beliefs.append($0) }
        }
        var answers: [RouteAnswer] = []
        var message = filter.uniform
        for index in frames.indices.reversed() {
            if index < wanted {
                let posterior = filter.posterior(beliefs[index], message)
                let place = Int(map.states.place[path[index].state])
                answers.append(
                    RouteAnswer(place: place, places: posterior.places, outside: posterior.outside))
            }
            let frame = scores.removeLast()
            if index > 0 {
                let earlier = filter.stepBack(message, frame, hops: hops(index))
                buffers.reuse(message)
                message = earlier
            }
            buffers.reuse(frame)
        }
        buffers.reuse(message)
        for belief in beliefs.dropLast() { buffers.reuse(belief) }
        let last = wanted - 1
        var energy = carry?.energy ?? prior
        energy.add(path.prefix(wanted), own.value, self)
        return (
            answers.reversed(),
            RouteCarry(
                belief: beliefs[last], frame: frames[last], timeSeconds: times[last], energy: energy)
        )
    }

    private func hops(_ index: Int) -> [Float] {
        let before = index > 0 ? times[index - 1] : carry?.timeSeconds ?? times[index]
        return motion.hops(after: times[index] - before)
    }

    func before(_ index: Int) -> FrameProducts? { index > 0 ? frames[index - 1] : carry?.frame }

    private func energies(_ index: Int) -> FrameEnergies {
        guard let frame = frames[index] else { return FrameEnergies(withoutEvidence: map, buffers) }
        return FrameEnergies(frame, before: before(index), map, canStay: hops(index)[0] > 0, buffers)
    }

    private func likelihood(residualEnergy: Float) -> RouteLikelihood {
        let isAlone = frames.count == 1 && carry == nil
        return RouteLikelihood(
            sharpness: (isAlone ? model.frameSharpness : model.sharpness) / residualEnergy,
            outlierEnergy: RouteModel.outlierEnergy * residualEnergy)
    }

    private var prior: MeanEnergy {
        MeanEnergy(
            sum: RouteModel.energyFrames * map.innovationEnergy * model.residualEnergy,
            count: RouteModel.energyFrames, unit: map.innovationEnergy)
    }

    /// The best path, and the residual energy of the footage itself: the gallery's, moved toward what that path shows.
    ///
    /// Areas, cameras and seasons differ by a factor of two; a confidence that ignored it would be wrong by as much.
    private func bestPath(_ energies: [FrameEnergies]) -> (steps: [BestPath.Step], own: MeanEnergy) {
        let known = carry?.energy ?? prior
        var own = known
        guard frames.count > 1 || carry != nil else {
            return (path(energies[...], likelihood(residualEnergy: own.value)), own)
        }
        let few = energies.prefix(Self.energyFrames)
        // A guess that is far off hides the path that would correct it; it seldom takes more than two rounds.
        for _ in 1...3 where !known.isSettled {
            let guess = own.value
            let steps = path(few, likelihood(residualEnergy: guess))
            own = known
            own.add(steps, guess, self)
            guard abs(own.value / guess - 1) > 0.1 else {
                if few.count == energies.count { return (steps, own) }
                break
            }
        }
        let guess = own.value
        let steps = path(energies[...], likelihood(residualEnergy: guess))
        own = known
        own.add(steps, guess, self)
        return (steps, own)
    }

    private func path(_ energies: ArraySlice<FrameEnergies>, _ likelihood: RouteLikelihood) -> [BestPath.Step]
    {
        var path: BestPath
        if let carry {
            path = BestPath(map.states, likelihood, from: carry.belief.costs, buffers)
            path.step(energies[0], hops: hops(0))
        } else {
            path = BestPath(map.states, likelihood, first: energies[0], buffers)
        }
        for index in energies.indices.dropFirst() { path.step(energies[index], hops: hops(index)) }
        defer { path.reuse() }
        return path.steps().suffix(energies.count)
    }
}

extension [FrameEnergies] {
    /// Takes an element out, and leaves an empty one.
    fileprivate mutating func take(_ index: Int) -> FrameEnergies {
        var element = FrameEnergies(edges: [], staying: [], fresh: [])
        swap(&self[index], &element)
        return element
    }
}
