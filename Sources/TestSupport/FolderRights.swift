internal import Glibc

/// What a user without the right to read a folder meets; also where tests run as root, who may read everything.
package enum FolderRights {
    private typealias SetFileUser = @convention(c) (UInt32) -> Int32

    /// Runs a body during which nobody may read a folder.
    ///
    /// Root becomes nobody for files meanwhile: on this thread only, so that tests beside it notice nothing.
    package static func withoutReading<Result>(_ folder: String, _ body: () throws -> Result) throws -> Result
    {
        chmod(folder, 0)
        defer { chmod(folder, 0o755) }
        guard geteuid() == 0 else { return try body() }
        let symbol = dlsym(nil, "setfsuid")
        let setFileUser = symbol.map { unsafeBitCast($0, to: SetFileUser.self) }
        _ = setFileUser?(65534)
        defer { _ = setFileUser?(0) }
        return try body()
    }
}
