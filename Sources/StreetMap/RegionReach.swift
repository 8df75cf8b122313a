internal import Geodesy

/// Tells which features reach into a region, or come as near to it as a margin.
///
/// Edges are straight in degrees, as those of `Region` are; distances are measured with the meters per degree where the
/// feature lies.
struct RegionReach {
    private let region: Region
    private let meters: Double
    private let border: RegionBorder
    private let box: FlatBox

    init(_ region: Region, marginMeters: Double) {
        self.region = region
        let margin = max(0, marginMeters)
        switch region {
        case .box(let west, let south, let east, let north):
            let far = west <= east ? east : east + 360
            meters = margin
            border = RegionBorder([
                [
                    [
                        FlatPoint(west, south), FlatPoint(far, south), FlatPoint(far, north),
                        FlatPoint(west, north),
                    ]
                ]
            ])
        case .circle(let center, let radiusMeters):
            // A circle is what lies near its center.
            meters = radiusMeters + margin
            border = RegionBorder([[[FlatPoint(center.longitude, center.latitude)]]])
        case .polygons(let polygons):
            meters = margin
            border = RegionBorder(
                polygons.map { $0.map { ring in ring.map { FlatPoint($0.longitude, $0.latitude) } } })
        }
        box = border.box.widened(byMeters: meters)
    }

    /// Whether a line or a single point reaches into the region.
    func holds(_ line: [Coordinate]) -> Bool {
        guard let first = line.first else { return false }
        return contains(first) || touches(flatPoints(line))
    }

    /// Whether a ground plan does: its edge, or as a whole where it lies around the region.
    func holds(_ outline: Outline) -> Bool {
        guard let first = outline.ring.first else { return false }
        if contains(first) { return true }
        let ring = flatPoints(outline.ring, isClosed: true)
        guard !shifts(FlatBox(ring)).isEmpty else { return false }
        return touches(ring) || outline.holes.contains { touches(flatPoints($0, isClosed: true)) }
            || lies(around: outline, FlatBox(ring))
    }

    private func contains(_ point: Coordinate) -> Bool {
        guard case .polygons = region else { return region.contains(point) }
        return border.contains(FlatPoint(point.longitude, point.latitude))
    }

    /// Whether an edge comes as near to the border as the margin.
    private func touches(_ line: [FlatPoint]) -> Bool {
        guard let first = line.first else { return false }
        return shifts(FlatBox(line)).contains { shift in
            var from = first + shift
            return line.contains { point in
                defer { from = point + shift }
                return isNear(from, point + shift)
            }
        }
    }

    private func isNear(_ from: FlatPoint, _ to: FlatPoint) -> Bool {
        let edge = FlatBox(from, to)
        guard edge.meets(box) else { return false }
        if case .circle(let center, _) = region {
            return nearest(to: center, from, to).distance(to: center) <= meters
        }
        let scale = metersPerDegree(atLatitude: from.y)
        let near = edge.widened(byMeters: meters)
        return border.edges(south: near.south, north: near.north).contains { start, end in
            distance((from * scale, to * scale), (start * scale, end * scale)) <= meters
        }
    }

    /// The point of an edge that is nearest to the center of a circle, however far that is.
    private func nearest(to center: Coordinate, _ from: FlatPoint, _ to: FlatPoint) -> Coordinate {
        let scale = metersPerDegree(atLatitude: from.y)
        let target = FlatPoint(center.longitude, center.latitude) * scale
        let point = from + (to - from) * share(target, from * scale, to * scale)
        return Coordinate(latitude: point.y, longitude: shortWay(point.x))
    }

    /// Whether a ring of the region, none of whose edges is crossed, lies within a ground plan.
    private func lies(around outline: Outline, _ box: FlatBox) -> Bool {
        shifts(box).contains { shift in
            border.corners.contains { corner in
                box.contains(corner - shift)
                    && outline.contains(Coordinate(latitude: corner.y, longitude: shortWay(corner.x)))
            }
        }
    }

    /// The turns of the globe after which a feature's box meets that of the region.
    private func shifts(_ feature: FlatBox) -> [FlatPoint] {
        [-360, 0, 360].map { FlatPoint($0, 0) }.filter { feature.shifted(by: $0).meets(box) }
    }
}
