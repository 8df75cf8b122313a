import Dispatch
import Foundation
import Pipeline

/// Ctrl-C, SIGTERM and the end of the terminal end a run in good order; the second one ends it at once.
final class Interruption {
    private var sources: [any DispatchSourceSignal] = []

    init(_ progress: RunProgress) {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // Whoever starts a run by nohup wants it to outlive the terminal.
            if number == SIGHUP, isIgnored(number) { continue }
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if progress.isInterrupted { _exit(130) }
                Console.note("interrupted: ending; what is finished is kept")
                progress.cancel()
            }
            source.resume()
            sources.append(source)
        }
    }

    private func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
