internal import Foundation

/// The area that circles of one radius cover together, in square meters.
///
/// By Green's theorem along the arcs that lie in no other circle: the area is half the integral of x dy - y dx. Distances
/// are those of a plane at the first center.
///
/// - Parameters:
///   - centers: any number, any of them alike.
///   - radiusMeters: more than 0.
public func areaOfUnion(of centers: some Collection<Coordinate>, radiusMeters: Double) -> Double {
    guard let origin = centers.first else { return 0 }
    let plane = LocalPlane(origin: origin)
    var circles: [(x: Double, y: Double)] = []
    for center in centers {
        let (east, north) = plane.meters(center)
        // In units of the radius. A millionth of it apart is the same circle, which would cover itself.
        let circle = (x: east / radiusMeters, y: north / radiusMeters)
        if !circles.contains(where: { hypotenuse($0.x - circle.x, $0.y - circle.y) < 1e-6 }) {
            circles.append(circle)
        }
    }
    var doubled = 0.0
    for (index, circle) in circles.enumerated() {
        for arc in bareArcs(of: index, among: circles) {
            doubled += arc.end - arc.start
            doubled += circle.x * (sin(arc.end) - sin(arc.start))
            doubled -= circle.y * (cos(arc.end) - cos(arc.start))
        }
    }
    return doubled / 2 * radiusMeters * radiusMeters
}

/// The arcs of a unit circle that no other one covers, by their angles.
private func bareArcs(
    of index: Int, among circles: [(x: Double, y: Double)]
) -> [(start: Double, end: Double)] {
    var covered: [(start: Double, end: Double)] = []
    for (other, circle) in circles.enumerated() where other != index {
        let (x, y) = (circle.x - circles[index].x, circle.y - circles[index].y)
        let distance = hypotenuse(x, y)
        guard distance < 2 else { continue }
        let (middle, half) = (atan2(y, x), acos(distance / 2))
        let (start, end) = (middle - half, middle + half)
        if start < -.pi {
            covered += [(start + 2 * .pi, .pi), (-.pi, end)]
        } else if end > .pi {
            covered += [(start, .pi), (-.pi, end - 2 * .pi)]
        } else {
            covered.append((start, end))
        }
    }
    var (bare, reached) = ([(start: Double, end: Double)](), -Double.pi)
    for arc in covered.sorted(by: { $0.start < $1.start }) {
        if arc.start > reached { bare.append((reached, arc.start)) }
        reached = max(reached, arc.end)
    }
    if reached < .pi { bare.append((reached, .pi)) }
    return bare
}

private func hypotenuse(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
