import Foundation
import Rendering
import TestSupport
import Testing

struct ViewClassColorTests {
    @Test func `the colors of classes are far apart`() {
        for one in ViewClass.allCases {
            for other in ViewClass.allCases where one.rawValue < other.rawValue {
                let distance =
                    abs(Int(one.color.red) - Int(other.color.red))
                    + abs(Int(one.color.green) - Int(other.color.green))
                    + abs(Int(one.color.blue) - Int(other.color.blue))
                #expect(distance >= 90, "\(one.name) and \(other.name)")
            }
        }
    }

    @Test func `the numbers of classes are their places in a palette`() {
        #expect(ViewClass.allCases.map(\.rawValue) == (0..<10).map { UInt8($0) })
    }

    /// The page on maps, whose tables are to say what the code does.
    private func page() throws -> String {
        try String(contentsOf: PackageFolder.root.appending(path: "docs/maps.md"), encoding: .utf8)
    }

    @Test(arguments: ViewClass.allCases)
    func `the page has every class with its number and color`(viewClass: ViewClass) throws {
        let color = viewClass.color
        let digits = String(format: "#%02x%02x%02x", color.red, color.green, color.blue)
        #expect(try page().contains("| \(viewClass.rawValue) | \(viewClass.name) | \(digits) |"))
    }

    @Test func `the page has the bounds of what footage invents`() throws {
        let page = try page()
        let bounds: KeyValuePairs = [
            "heights of a town that the map does not give, times the usual": FootageRanges.townHeightFactor,
            "one of them against the others, times": FootageRanges.buildingHeightFactor,
            "heights that the map gives, times": FootageRanges.taggedHeightFactor,
            "share of roofs of another shape than the map says": FootageRanges.otherRoofShare,
            "share of the places along a street where cars are parked": FootageRanges.parkedShare,
            "height of the sun in degrees": FootageRanges.sunHeightDegrees,
            "sight in clear weather in meters": FootageRanges.clearSightMeters,
            "sight in haze in meters": FootageRanges.hazySightMeters,
            "exposure in stops": FootageRanges.exposureStops,
            "noise, standard deviation as a share of white": FootageRanges.noise,
            "quality of the JPEG compression": FootageRanges.quality,
            "shake of heading and pitch in degrees, at most": FootageRanges.shakeDegrees,
        ]
        for (what, range) in bounds {
            let row = "| \(what) | \(shortest(range.lowerBound)) | \(shortest(range.upperBound)) |"
            #expect(page.contains(row), "\(row)")
        }
    }

    private func shortest(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
}
