import Dispatch
import Foundation
import Pipeline

/// Ctrl-C and SIGTERM end a run in good order; the second one ends it at once.
final class Interruption {
    private var sources: [any DispatchSourceSignal] = []

    init(_ progress: RunProgress) {
        for number in [SIGINT, SIGTERM] {
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
}
