extension RigView {
    /// By so much a view of a rig may look past the side that it counts for.
    private static let toleranceDegrees = 30.0

    /// The sides that the views of a rig look to: 0 for the front, then right, back and left.
    ///
    /// - Parameter headings: degrees to the right of the front, from 0 to below 360.
    /// - Throws: `PilotageError` where one looks between two sides, or two look to the same.
    public static func sides(_ headings: [Double]) throws -> [Int] {
        let quarters = headings.map { ($0 / 90).rounded() }
        guard zip(headings, quarters).allSatisfy({ abs($0 - 90 * $1) <= toleranceDegrees }) else {
            throw wrongRig(headings, "a view between two sides")
        }
        let sides = quarters.map { Int($0) % 4 }
        guard Set(sides).count == sides.count else { throw wrongRig(headings, "two views to the same side") }
        return sides
    }

    private static func wrongRig(_ headings: [Double], _ what: String) -> PilotageError {
        PilotageError(
            .unsupported, "a rig with \(what): headings \(headings.map(shortest).joined(separator: ", "))",
            hint:
                "views look to 0, 90, 180 or 270 degrees, each within \(shortest(toleranceDegrees)), and none to the same"
        )
    }
}
