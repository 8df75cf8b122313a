internal import PilotageAPI

extension SequenceScores {
    /// The sequences for people: what holds at their ends, when they lock, and how they fare on the way.
    var lines: [String] {
        var lines = [
            "\(sequences) sequence\(sequences == 1 ? "" : "s") of at least \(ScoredItem.shortestSequence) frames with a truth"
        ]
        lines.append("end: answered \(shown(endAnswered))" + (endError.map { ", \(shown($0))" } ?? ""))
        if let locked {
            let frames = framesUntilLocked.map {
                ", from frame \(meters($0.median)) on (median; 90 % from \(meters($0.p90)), all from \(meters($0.max)))"
            }
            lines.append("locked and right: \(shown(locked))\(frames ?? "")")
        }
        if let locks = falseLocks {
            let longest = locks.count > 0 ? ", the longest of \(locks.longestFrames) frames" : ""
            lines.append("false locks: \(locks.count), in \(shown(locks.sequences)) sequences\(longest)")
        }
        return lines + [""] + table(rows)
    }

    private var rows: [[String]] {
        let header = ["right within"] + lastFiveRight.map { "\(meters($0.radiusMeters)) m" }
        return [header, ["last five"] + lastFiveRight.map { shown($0.right) }]
            + byFramesSeen.map { recall in
                ["frame \(recall.frames)"] + recall.radii.map { shown($0.right) }
            }
    }
}

/// `median 2.0 m, 90 % below 5.0 m, largest 9.0 m`.
func shown(_ error: Quantiles) -> String {
    "median \(meters(error.median)) m, 90 % below \(meters(error.p90)) m, largest \(meters(error.max)) m"
}
