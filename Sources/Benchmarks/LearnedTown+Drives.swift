import Galleries
import Geodesy
import PilotageAPI
import Rendering

extension LearnedTown {
    private static let driveLength = 40

    /// How many frames of drives through this town are located and how many of these wrongly, and how many of another town's are
    /// located here.
    func located(_ sequences: Int, other: LearnedTown) throws -> [Found] {
        try [true, false].flatMap { isRig in
            let own = try located(sequences, through: self, isRig: isRig)
            let foreign = try located(sequences, through: other, isRig: isRig)
            func found(_ name: String, _ what: String, _ part: Int, _ all: Int) -> Found {
                Found(
                    name: "\(self.name(isRig)).\(name)", what: "\(words(isRig)): \(what)",
                    value: Double(part) / Double(max(1, all)))
            }
            return [
                found("located", "frames of drives that are located", own.located, own.frames),
                found("wrong", "of these, more than 25 m off", own.wrong, own.located),
                found(
                    "foreign", "frames from the other town that are located", foreign.located, foreign.frames),
            ]
        }
    }

    /// Drives through a town, located in this one.
    private func located(_ sequences: Int, through town: LearnedTown, isRig: Bool) throws -> (
        frames: Int, located: Int, wrong: Int
    ) {
        let locator = try registry.routeLocator()
        let views = isRig ? [0, 1, 2, 3] : [0]
        let gallery = opened.gallery.showing(views)
        var (frames, located, wrong) = (0, 0, 0)
        for number in 0..<sequences {
            guard let walk = town.walk(from: number * town.places / sequences, count: Self.driveLength)
            else { continue }
            let cameras = walk.enumerated().map {
                town.camera(at: $1, purpose: UInt64(number * 100 + $0 + 1))
            }
            let embeddings = try town.embed(cameras, isRig: isRig, take: UInt64(number + 1))
            let track = SeenTrack(list: try evidence(embeddings, views), isTimed: true)
            frames += cameras.count
            try locator.locate(track, in: gallery) { fix in
                guard fix.status == .located, let position = fix.position else { return }
                located += 1
                if position.coordinate.distance(to: cameras[fix.frame].coordinate) > 25 { wrong += 1 }
            }
        }
        return (frames, located, wrong)
    }
}
