internal import CDNNL

/// Something that oneDNN made, and that is destroyed when nobody holds it any more.
final class Handle {
    /// What oneDNN knows it by.
    let pointer: OpaquePointer
    private let owner: Handle?
    private let destroy: (OpaquePointer?) -> dnnl_status_t

    /// - Parameters:
    ///   - call: the function of oneDNN that makes it.
    ///   - owner: what it belongs to, which is not destroyed before it.
    ///   - destroy: the function of oneDNN that destroys it.
    init(
        _ call: String, of owner: Handle? = nil, destroy: @escaping (OpaquePointer?) -> dnnl_status_t,
        _ make: (UnsafeMutablePointer<OpaquePointer?>) -> dnnl_status_t
    ) throws {
        var made: OpaquePointer?
        try check(make(&made), call)
        guard let made else { throw libraryError(call, "nothing") }
        pointer = made
        self.owner = owner
        self.destroy = destroy
    }

    deinit { _ = destroy(pointer) }
}
