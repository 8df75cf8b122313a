internal import Foundation

/// The logistic function: a probability from its log-odds.
func logistic(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }

/// An observation: features, whether it came true, and how much it counts.
struct Observation {
    var features: [Double]
    var isTrue: Bool
    var weight: Double
}

/// Logistic regression with a ridge, by Newton's method (iteratively reweighted least squares: Hastie, Tibshirani and
/// Friedman, The Elements of Statistical Learning, 4.4).
enum LogisticRegression {
    /// A bias and one coefficient per feature. Coefficients never fall below 0: more evidence never lowers a probability.
    ///
    /// Two observations at the mean, one of each outcome, keep probabilities from 0 and 1 where all outcomes are alike.
    static func fit(_ observations: [Observation], ridge: Double) -> [Double] {
        let count = observations.first?.features.count ?? 0
        var free = Set(0..<count)
        while true {
            let coefficients = solve(observations, free: free.sorted(), of: count, ridge: ridge)
            guard let negative = free.sorted().first(where: { coefficients[$0 + 1] < 0 }) else {
                return coefficients
            }
            free.remove(negative)
        }
    }

    private static func solve(
        _ observations: [Observation], free: [Int], of count: Int, ridge: Double
    ) -> [Double] {
        let rows = observations.map { observation in [1] + free.map { observation.features[$0] } }
        let mean = [1] + free.map { index in average(observations, index) }
        var coefficients = [Double](repeating: 0, count: free.count + 1)
        for _ in 0..<100 {
            var system = NewtonSystem(coefficients, ridge: ridge)
            for (row, observation) in zip(rows, observations) {
                system.add(row, observation.isTrue, observation.weight)
            }
            system.add(mean, true, 1)
            system.add(mean, false, 1)
            let step = system.step()
            for index in coefficients.indices { coefficients[index] += step[index] }
            if step.allSatisfy({ abs($0) < 1e-10 }) { break }
        }
        var all = [Double](repeating: 0, count: count + 1)
        all[0] = coefficients[0]
        for (position, index) in free.enumerated() { all[index + 1] = coefficients[position + 1] }
        return all
    }

    private static func average(_ observations: [Observation], _ index: Int) -> Double {
        let weight = observations.reduce(0) { $0 + $1.weight }
        return weight > 0 ? observations.reduce(0) { $0 + $1.weight * $1.features[index] } / weight : 0
    }
}

/// Gradient and curvature of the penalized likelihood at some coefficients.
private struct NewtonSystem {
    private let coefficients: [Double]
    private var gradient: [Double]
    private var curvature: [[Double]]

    init(_ coefficients: [Double], ridge: Double) {
        self.coefficients = coefficients
        let size = coefficients.count
        gradient = coefficients.indices.map { $0 == 0 ? 0 : -ridge * coefficients[$0] }
        curvature = (0..<size).map { row in (0..<size).map { $0 == row ? (row == 0 ? 1e-9 : ridge) : 0 } }
    }

    mutating func add(_ row: [Double], _ isTrue: Bool, _ weight: Double) {
        let probability = logistic(zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 })
        let (residual, spread) = ((isTrue ? 1 : 0) - probability, probability * (1 - probability))
        for i in row.indices {
            gradient[i] += weight * residual * row[i]
            for j in row.indices { curvature[i][j] += weight * spread * row[i] * row[j] }
        }
    }

    /// The solution of `curvature * step = gradient` by Gaussian elimination, at most 5 long in each direction.
    func step() -> [Double] {
        var (matrix, right) = (curvature, gradient)
        let size = right.count
        for pivot in 0..<size {
            for row in (pivot + 1)..<max(size, pivot + 1) {
                let factor = matrix[row][pivot] / matrix[pivot][pivot]
                for column in pivot..<size { matrix[row][column] -= factor * matrix[pivot][column] }
                right[row] -= factor * right[pivot]
            }
        }
        for row in (0..<size).reversed() {
            for column in (row + 1)..<max(size, row + 1) { right[row] -= matrix[row][column] * right[column] }
            right[row] /= matrix[row][row]
        }
        return right.map { min(5, max(-5, $0)) }
    }
}
