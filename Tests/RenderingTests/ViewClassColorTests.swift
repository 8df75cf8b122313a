import Rendering
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
}
