internal import Neural
internal import Tensors

/// What may be wrong with photos beside what the renderer knows: something stands before the lens, or there is no color.
struct PhotoFaults {
    /// The probability that a part of a view is covered, such as by a hood, a wiper or a passing truck.
    static let coverProbability = 0.4
    /// The sides of what is covered, as shares of the sides of the view.
    static let coverShares = 0.1...0.5
    /// The probability that a photo is gray.
    static let grayProbability = 0.1

    private let input: ViewInput

    init(_ input: ViewInput) { self.input = input }

    /// A view with faults, of planes of red, green and blue.
    func applied(to planes: [Float], _ generator: inout SeededGenerator, isGray: Bool) -> [Float] {
        var planes = planes
        if isGray { turnGray(&planes) }
        if generator.uniform() < Self.coverProbability { cover(&planes, &generator) }
        return planes
    }

    private func turnGray(_ planes: inout [Float]) {
        let pixels = input.width * input.height
        for pixel in 0..<pixels {
            let gray =
                0.299 * planes[pixel] + 0.587 * planes[pixels + pixel] + 0.114 * planes[2 * pixels + pixel]
            for channel in 0..<3 { planes[channel * pixels + pixel] = gray }
        }
    }

    private func cover(_ planes: inout [Float], _ generator: inout SeededGenerator) {
        func side(_ length: Int) -> Range<Int> {
            let shares = Self.coverShares
            let share =
                shares.lowerBound + (shares.upperBound - shares.lowerBound) * generator.uniform()
            let covered = max(1, Int(share * Double(length)))
            let first = generator.index(below: length - covered + 1)
            return first..<first + covered
        }
        let (columns, rows) = (side(input.width), side(input.height))
        for channel in 0..<3 {
            let value = Float(2 * generator.uniform() - 1)
            for row in rows {
                let start = (channel * input.height + row) * input.width
                for column in columns { planes[start + column] = value }
            }
        }
    }
}
