import ArgumentParser
import Foundation
import PilotageAPI
import Tensors

@main
struct Pilotage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pilotage",
        abstract: "Says where footage was taken, from its pixels alone.",
        discussion: """
            Exit codes: 0 all well; 1 finished, some items failed; 2 nothing was run (arguments, manifest, gallery, \
            disk); 130 interrupted (everything finished so far is kept). Results and --json go to standard output, \
            all else to standard error.
            """,
        version: ProgramVersion.text,
        subcommands: [
            RunCommand.self, CheckCommand.self, ReportCommand.self, GalleryCommand.self, EvaluateCommand.self,
            CalibrateCommand.self, RenderCommand.self, TrainCommand.self, PluginsCommand.self,
            SchemaCommand.self,
        ])

    static func main() {
        Console.guardStreams()
        // A reader that goes away, as in `pilotage plugins | head`, is an error of writing, not of the program.
        signal(SIGPIPE, SIG_IGN)
        // So is a file that grows past its limit, which must be told as a full disk is.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try requireProcessor()
            useOneBLASThread()
            try command.run()
        } catch {
            Foundation.exit(report(error))
        }
    }

    /// Shows an error and answers the exit code for it.
    private static func report(_ error: any Error) -> Int32 {
        switch error {
        case let errors as PilotageErrors:
            Console.errors(errors.errors)
            return 2
        case let error as PilotageError:
            Console.error(error)
            return 2
        case let code as ExitCode:
            return code.rawValue
        default:
            let isAnswer = exitCode(for: error).isSuccess
            let message = fullMessage(for: error).replacing(#/^Error: /#, with: "error: ")
            guard isAnswer else {
                Console.note(message)
                return 2
            }
            do { try Console.result(message) } catch { return report(error) }
            return 0
        }
    }

    /// The vectorized kernels use AVX2 and FMA; say so instead of dying of an illegal instruction.
    private static func requireProcessor() throws {
        #if arch(x86_64)
            guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
                let flags = text.split(separator: "\n").first(where: { $0.hasPrefix("flags") })?.split(
                    separator: " ")
            else { return }
            for feature in ["avx2", "fma"] where !flags.contains(Substring(feature)) {
                throw PilotageError(
                    .unsupported, "this processor has no \(feature.uppercased())",
                    hint: "run pilotage on an x86-64 processor made since about 2015")
            }
        #endif
    }
}
