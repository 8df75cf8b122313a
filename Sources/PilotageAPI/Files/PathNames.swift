/// Paths taken apart at their slashes. Foundation's `NSString` ends the program over a path of one letter.
extension String {
    /// The last name of a path, without slashes behind it; `/` is its own.
    package var lastName: String {
        guard let name = split(separator: "/").last else { return isEmpty ? "" : "/" }
        return String(name)
    }

    /// What stands before the last name, without slashes behind it: empty for a name alone, `/` at the root.
    package var parentPath: String {
        guard let name = split(separator: "/").last else { return isEmpty ? "" : "/" }
        let parent = self[..<name.startIndex]
        guard let end = parent.lastIndex(where: { $0 != "/" }) else { return parent.isEmpty ? "" : "/" }
        return String(parent[...end])
    }

    /// A name without its last dot and what follows; names that begin with their only dot stay whole.
    package var withoutSuffix: String {
        guard let dot = lastIndex(of: "."), dot > startIndex else { return self }
        return String(self[..<dot])
    }
}
