import Foundation
import Pipeline

/// Ctrl-C, SIGTERM and the end of the terminal end a run in good order; the second one ends it at once.
///
/// A handler wakes a thread by a pipe. Dispatch's signal sources begin to listen some time after they are made, and what
/// came before then would be lost.
enum Interruption {
    /// From now to the end of the program, such signals cancel the run. To be called once.
    static func watch(_ progress: RunProgress) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        wakingEnd = ends[1]
        let waitingEnd = ends[0]
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while read(waitingEnd, &byte, 1) == 1 {
                if progress.isInterrupted { _exit(130) }
                Console.note("interrupted: ending; what is finished is kept")
                progress.cancel()
            }
        }
        // A parent that blocks signals in its threads, as programs with Foundation's `Process` may, hands that down.
        var wanted = sigset_t()
        sigemptyset(&wanted)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            sigaddset(&wanted, number)
            // Whoever starts a run by nohup wants it to outlive the terminal.
            if number == SIGHUP, isIgnored(number) { continue }
            var action = sigaction()
            action.__sigaction_handler.sa_handler = wake
            // System calls that are under way go on, in libraries too.
            action.sa_flags = SA_RESTART
            sigaction(number, &action, nil)
        }
        pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

/// Where a handler writes; set before there is one, and never again.
nonisolated(unsafe) private var wakingEnd: Int32 = -1

/// Does only what a signal handler may: one system call, and `errno` as it was.
private func wake(_ signal: Int32) {
    let error = errno
    var byte: UInt8 = 0
    _ = write(wakingEnd, &byte, 1)
    errno = error
}
