/// Where a function of one valley is least, to 0.06, by golden section (Kiefer, 1953).
func minimum(in range: (low: Double, high: Double), _ function: (Double) -> Double) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = range
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (leftValue, rightValue) = (function(left), function(right))
    while high - low > 0.06 {
        if leftValue < rightValue {
            (high, right, rightValue) = (right, left, leftValue)
            left = high - ratio * (high - low)
            leftValue = function(left)
        } else {
            (low, left, leftValue) = (left, right, rightValue)
            right = low + ratio * (high - low)
            rightValue = function(right)
        }
    }
    return (low + high) / 2
}
