import ArgumentParser
import Foundation
import Pipeline
import Synchronization
import Workers

/// How progress is shown.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
    /// One line that is renewed on a terminal, a line now and then elsewhere.
    case auto
    /// A line now and then.
    case line
    /// One JSON object a second.
    case json
    /// Nothing.
    case none
}

/// Shows how far a run is until it is told to end.
final class ProgressDisplay: Sendable {
    private let progress: RunProgress
    private let style: ProgressStyle
    private let threads = WorkerThreads()
    private let ended = Mutex(false)

    init(_ progress: RunProgress, style: ProgressStyle) {
        self.progress = progress
        self.style = style
    }

    /// Shows progress on a thread of its own.
    func start() {
        guard style != .none else { return }
        threads.start("progress") { [self] in
            var nextLine = 10.0
            var nextObject = 1.0
            while !ended.withLock({ $0 }) {
                Thread.sleep(forTimeInterval: 0.2)
                let snapshot = progress.snapshot()
                switch style {
                case .auto where Console.isTerminal:
                    Console.progress(String(line(snapshot).prefix(Console.width - 1)))
                case .json:
                    guard snapshot.seconds >= nextObject else { continue }
                    nextObject = snapshot.seconds + 1
                    Console.note(object(snapshot))
                default:
                    guard snapshot.seconds >= nextLine else { continue }
                    nextLine = snapshot.seconds + 10
                    Console.note(line(snapshot))
                }
            }
        }
    }

    /// Ends the display; with `--progress json` the last object is always shown.
    func end() {
        ended.withLock { $0 = true }
        threads.join()
        if style == .json { Console.note(object(progress.snapshot())) }
    }

    private func line(_ snapshot: RunProgress.Snapshot) -> String {
        let rate = snapshot.seconds > 0 ? Double(snapshot.frames) / snapshot.seconds : 0
        let failed = snapshot.failed > 0 ? ", \(snapshot.failed) failed" : ""
        let left = snapshot.secondsLeft.map { "ETA \(clock($0))" } ?? "ETA -:--:--"
        let stages = Stage.allCases.map { stage in
            "\(stage.name) \(percent(snapshot.busyShare(stage)))\(stage == snapshot.bottleneck ? "*" : "")"
        }
        return
            "\(percent(snapshot.share)) \(snapshot.done + snapshot.failed)/\(snapshot.items) items\(failed)"
            + "  \(snapshot.frames) frames \(Int(rate))/s  \(left)  busy: \(stages.joined(separator: " "))"
            + (snapshot.bottleneck.map { "  (* \($0.name) is the bottleneck)" } ?? "")
    }

    private func object(_ snapshot: RunProgress.Snapshot) -> String {
        let stages = Stage.allCases.map { #""\#($0.name)":\#(rounded(snapshot.busyShare($0)))"# }
        let fields = [
            #""share":\#(rounded(snapshot.share))"#, #""items":\#(snapshot.items)"#,
            #""done":\#(snapshot.done)"#,
            #""failed":\#(snapshot.failed)"#, #""frames":\#(snapshot.frames)"#,
            #""seconds":\#(rounded(snapshot.seconds))"#,
            #""eta_s":\#(snapshot.secondsLeft.map(rounded) ?? "null")"#,
            #""busy":{\#(stages.joined(separator: ","))}"#,
            #""bottleneck":\#(snapshot.bottleneck.map { #""\#($0.name)""# } ?? "null")"#,
        ]
        return "{\(fields.joined(separator: ","))}"
    }

    private func rounded(_ value: Double) -> String { String(format: "%.3f", value) }
}

/// A share as a whole number of percent.
func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

/// Seconds as hours, minutes and seconds.
func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return String(format: "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
}
