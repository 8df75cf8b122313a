internal import PilotageAPI

/// What is handed from one piece of an item to the next.
struct RouteCarry {
    /// The belief after the last frame of the piece.
    var belief: Belief
    /// That frame; nil where it could not be decoded.
    var frame: FrameProducts?
    var timeSeconds: Double
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
    let filter: RouteFilter
    let motion: RouteMotion
    let model: RouteModel
    let times: [Double]
    let frames: [FrameProducts?]
    let carry: RouteCarry?

    init(
        _ evidence: [FrameEvidence], _ map: RouteMap, _ motion: RouteMotion, _ model: RouteModel,
        carry: RouteCarry?
    ) {
        self.map = map
        filter = RouteFilter(map.states)
        self.motion = motion
        self.model = model
        self.carry = carry
        times = evidence.map(\.timeSeconds)
        let whole = evidence.filter { !$0.isDamaged }
        var vectors = Embeddings(dimension: max(1, whole.first?.embedding.count ?? 1))
        for frame in whole { vectors.append(frame.embedding) }
        let products = map.products(with: vectors)
        let places = map.rows.count
        var row = 0
        frames = evidence.map { frame in
            if frame.isDamaged { return nil }
            defer { row += 1 }
            return FrameProducts(
                vector: frame.embedding, products: products[row * places..<(row + 1) * places])
        }
    }

    /// The answers for the first `wanted` frames, and what the next window begins with.
    func answers(_ wanted: Int) -> (answers: [RouteAnswer], carry: RouteCarry) {
        let energy = ownEnergy()
        let scores = frames.indices.map { self.scores($0, energy: energy) }
        var beliefs: [Belief] = []
        for index in frames.indices { beliefs.append(belief(index, scores[index], after: beliefs.last)) }
        let path = Array(bestPath(scores).steps().suffix(frames.count))
        var answers: [RouteAnswer] = []
        var message = filter.silence
        for index in frames.indices.reversed() {
            if index < wanted {
                let posterior = filter.posterior(beliefs[index], message)
                answers.append(answer(posterior, place: Int(map.states.place[path[index].state])))
            }
            if index > 0 { message = filter.stepBack(message, scores[index], hops: hops(index)) }
        }
        answers.reverse()
        let last = wanted - 1
        return (answers, RouteCarry(belief: beliefs[last], frame: frames[last], timeSeconds: times[last]))
    }

    private func belief(_ index: Int, _ scores: FrameScores, after belief: Belief?) -> Belief {
        guard let before = belief ?? carry?.belief else { return filter.begin(scores) }
        return filter.step(before, scores, hops: hops(index))
    }

    private func hops(_ index: Int) -> [Float] {
        let before = index > 0 ? times[index - 1] : carry?.timeSeconds ?? times[index]
        return motion.hops(after: times[index] - before)
    }

    private func before(_ index: Int) -> FrameProducts? { index > 0 ? frames[index - 1] : carry?.frame }

    private func scores(_ index: Int, energy: Float) -> FrameScores {
        guard let frame = frames[index] else { return FrameScores(withoutEvidence: map) }
        let isAlone = frames.count == 1 && carry == nil
        return FrameScores(
            frame, before: before(index), map,
            sharpness: (isAlone ? model.frameSharpness : model.sharpness) / energy,
            outlierEnergy: RouteModel.outlierEnergy * energy)
    }

    private func bestPath(_ scores: [FrameScores]) -> BestPath {
        var path = BestPath(map.states)
        if let carry {
            path.begin(carry.belief.states)
            path.step(scores[0], hops: hops(0))
        } else {
            path.begin(filter.begin(scores[0]).states)
        }
        for index in frames.indices.dropFirst() { path.step(scores[index], hops: hops(index)) }
        return path
    }

    /// The residual energy of the footage itself: the gallery's, moved toward what the best path through these frames shows.
    ///
    /// Areas, cameras and seasons differ by a factor of two; a confidence that ignored it would be wrong by as much.
    private func ownEnergy() -> Float {
        guard frames.count > 1 || carry != nil else { return model.residualEnergy }
        var own = model.residualEnergy
        // A guess that is far off hides the path that would correct it; it seldom takes more than two rounds.
        for _ in 0..<3 {
            let next = pathEnergy(guess: own)
            defer { own = next }
            if abs(next / own - 1) < 0.1 { break }
        }
        return own
    }

    /// The residual energy by the path that is best if it were `guess`.
    private func pathEnergy(guess: Float) -> Float {
        let path = bestPath(frames.indices.map { scores($0, energy: guess) }).steps().suffix(frames.count)
        var sum = RouteModel.energyFrames * map.innovationEnergy * model.residualEnergy
        var count = RouteModel.energyFrames
        for (index, step) in path.enumerated() {
            guard let frame = frames[index] else { continue }
            let energy = map.energy(of: frame, before: step.before == nil ? nil : before(index), step)
            guard energy < RouteModel.outlierEnergy * guess else { continue }
            sum += energy
            count += 1
        }
        return sum / count / map.innovationEnergy
    }

    private func answer(_ belief: Belief, place: Int) -> RouteAnswer {
        var places = [Float](repeating: 0, count: map.rows.count)
        for (state, mass) in belief.states.enumerated() { places[Int(map.states.place[state])] += mass }
        return RouteAnswer(place: place, places: places, outside: belief.outside)
    }
}

extension RouteMap {
    /// Whether a state can be reached from another by few enough hops for their residuals to have something in common.
    private func isNear(_ origin: Int, _ state: Int) -> Bool {
        let (from, before) = (states.place[origin], states.previous[state])
        return origin == state || from == before || graph[Int(from)].contains(before)
    }

    /// The energy of a frame on a step of a path.
    fileprivate func energy(of frame: FrameProducts, before: FrameProducts?, _ step: BestPath.Step) -> Float {
        let place = Int(states.place[step.state])
        func product(_ frame: FrameProducts, _ place: Int) -> Float {
            frame.products[frame.products.startIndex + place]
        }
        guard let before, let origin = step.before, isNear(origin, step.state) else {
            return max(0, frame.length + lengths[place] - 2 * product(frame, place))
        }
        let kept = correlation
        var inner: Float = 0
        for index in frame.vector.indices { inner += frame.vector[index] * before.vector[index] }
        let news = frame.length - 2 * kept * inner + kept * kept * before.length
        func difference(_ place: Int) -> Float { product(frame, place) - kept * product(before, place) }
        let isStill = origin == step.state
        let from = isStill ? place : Int(states.previous[step.state])
        let length =
            isStill || step.state < states.places
            ? (1 - kept) * (1 - kept) * lengths[place] : wayLengths[step.state - states.places]
        return max(0, news + length - 2 * (difference(place) - kept * difference(from))) / (1 - kept * kept)
    }
}
