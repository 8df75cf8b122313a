internal import CDNNL
internal import PilotageAPI

/// The library that computes convolutions, with its version.
public var neuralLibraryDescription: String {
    guard let version = dnnl_version()?.pointee else { return "oneDNN" }
    return "oneDNN \(version.major).\(version.minor).\(version.patch)"
}

/// oneDNN's processor and stream, and the number of threads that it may use.
///
/// A workshop belongs to one runner, which is used by one thread at a time.
final class Workshop {
    let engine: Handle
    let stream: Handle
    /// What steps write to where nobody goes backward; nil where every step keeps its output.
    let outputs: BytePool?
    let threads: Int32
    /// Memory that every operation may scribble in while it runs, as large as the greediest of them needs.
    private(set) var scratch: UnsafeMutableRawPointer
    private var scratchSize = 64

    init(threads: Int, keepsOutputs: Bool) throws {
        outputs = keepsOutputs ? nil : BytePool()
        self.threads = Int32(max(1, threads))
        let engine = try Handle("dnnl_engine_create", destroy: dnnl_engine_destroy) {
            dnnl_engine_create($0, dnnl_cpu, 0)
        }
        self.engine = engine
        stream = try Handle("dnnl_stream_create", of: engine, destroy: dnnl_stream_destroy) {
            dnnl_stream_create($0, engine.pointer, UInt32(dnnl_stream_default_flags.rawValue))
        }
        scratch = .allocate(byteCount: scratchSize, alignment: 64)
    }

    deinit { scratch.deallocate() }

    /// Sets the calling thread's number of OpenMP threads; to be called before anything is made or run on it.
    ///
    /// - Parameter alone: whether that is one for now.
    func enter(alone: Bool = false) { omp_set_num_threads(alone ? 1 : threads) }

    /// Makes the scratch memory large enough.
    func reserveScratch(_ size: Int) {
        guard size > scratchSize else { return }
        scratch.deallocate()
        scratchSize = size
        scratch = .allocate(byteCount: size, alignment: 64)
    }
}

/// Throws where oneDNN refuses.
func check(_ status: dnnl_status_t, _ call: String) throws {
    guard status != dnnl_success else { return }
    if status == dnnl_out_of_memory {
        throw PilotageError(
            .exhausted, "no memory is left for the network", cause: "\(call): out of memory",
            hint: "use smaller batches or pictures")
    }
    throw libraryError(call, String(cString: dnnl_status2str(status)))
}

/// An error for a call that oneDNN refuses.
func libraryError(_ call: String, _ words: String) -> PilotageError {
    PilotageError(
        .unsupported, "the network cannot be computed on this processor", cause: "\(call): \(words)")
}
