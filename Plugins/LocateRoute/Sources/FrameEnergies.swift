/// A frame as the map sees it.
struct FrameProducts {
    var vector: [Float]
    /// The inner products with all places.
    var products: [Float]
    /// The squared length of the vector.
    var length: Float

    init(vector: [Float], products: [Float]) {
        self.vector = vector
        self.products = products
        length = vector.reduce(0) { $0 + $1 * $1 }
    }
}

/// The energies of a frame: squared distances of what it shows from what the map lets expect.
package struct FrameEnergies {
    /// By edge: of what is new in the residual, having come along it.
    package var edges: [Float]
    /// By place: of what is new, having stood there since the frame before.
    package var staying: [Float]
    /// By place: of the residual, without regard to the frame before.
    package var fresh: [Float]
    /// Whether the camera turned since the frame before, where that is known.
    package var turned: Bool?

    /// Energies made elsewhere.
    package init(edges: [Float], staying: [Float], fresh: [Float], turned: Bool? = nil) {
        self.edges = edges
        self.staying = staying
        self.fresh = fresh
        self.turned = turned
    }

    /// Nothing is known of a frame that could not be decoded.
    init(withoutEvidence map: RouteMap, _ buffers: RouteBuffers) {
        edges = buffers.floats(map.states.edges) { $0.update(repeating: 0) }
        staying = buffers.floats(map.rows.count) { $0.update(repeating: 0) }
        fresh = buffers.floats(map.rows.count) { $0.update(repeating: 0) }
    }

    /// The energies of a frame.
    ///
    /// - Parameters:
    ///   - before: the frame before; nil where there is none or it could not be decoded.
    ///   - canStay: whether the camera may have stood still; without, that is left empty.
    init(
        _ frame: FrameProducts, before: FrameProducts?, _ map: RouteMap, canStay: Bool,
        _ buffers: RouteBuffers
    ) {
        let mapLengths = map.lengths
        let (products, lengths) = (frame.products.span, mapLengths.span)
        let all = buffers.floats(lengths.count) { values in
            for place in 0..<lengths.count {
                values[place] = max(
                    0, frame.length + lengths[unchecked: place] - 2 * products[unchecked: place])
            }
        }
        fresh = all
        if let before, map.correlation > 0 {
            let news = News(frame, before, map, buffers)
            staying = canStay ? news.staying(map, buffers) : []
            edges = news.edges(map, buffers)
            buffers.reuse(news.products)
        } else {
            // Not the same array: both are changed.
            staying = canStay ? buffers.floats(fresh.count) { _ = $0.update(fromContentsOf: all) } : []
            edges = Self.byEdge(fresh, map.states, buffers)
        }
    }

    /// Makes places as unlike the frame as can be.
    mutating func hide(_ hidden: [Int], _ states: RouteStates) {
        for place in hidden {
            fresh[place] = .greatestFiniteMagnitude
            if !staying.isEmpty { staying[place] = .greatestFiniteMagnitude }
            for edge in states.edges(to: place) { edges[edge - states.places] = .greatestFiniteMagnitude }
        }
    }

    /// What every edge has from the place where it ends.
    private static func byEdge(_ values: [Float], _ states: RouteStates, _ buffers: RouteBuffers) -> [Float] {
        let values = values.span
        let place = states.place.span
        return buffers.floats(states.edges) { edges in
            for edge in edges.indices {
                edges[edge] = values[unchecked: Int(place[unchecked: states.places + edge])]
            }
        }
    }
}

/// A frame but for what could be told from the one before, held against all places.
private struct News {
    private let innovation: Innovation
    /// The inner products with all places.
    let products: [Float]

    init(_ frame: FrameProducts, _ before: FrameProducts, _ map: RouteMap, _ buffers: RouteBuffers) {
        let innovation = Innovation(frame, before, kept: map.correlation)
        let (now, then) = (frame.products.span, before.products.span)
        products = buffers.floats(now.count) { values in
            for place in 0..<now.count {
                values[place] = innovation.product(now[unchecked: place], then[unchecked: place])
            }
        }
        self.innovation = innovation
    }

    func staying(_ map: RouteMap, _ buffers: RouteBuffers) -> [Float] {
        let (mapLengths, innovation) = (map.lengths, innovation)
        let (products, lengths) = (products.span, mapLengths.span)
        return buffers.floats(products.count) { values in
            for place in 0..<products.count {
                values[place] = innovation.energyStanding(
                    lengths[unchecked: place], products[unchecked: place])
            }
        }
    }

    func edges(_ map: RouteMap, _ buffers: RouteBuffers) -> [Float] {
        let (states, edgeLengths, innovation) = (map.states, map.edgeLengths, innovation)
        let (products, lengths, kept) = (products.span, edgeLengths.span, innovation.kept)
        let (place, previous) = (states.place.span, states.previous.span)
        let places = states.places
        return buffers.floats(lengths.count) { values in
            for edge in values.indices {
                let product =
                    products[unchecked: Int(place[unchecked: places + edge])]
                    - kept * products[unchecked: Int(previous[unchecked: places + edge])]
                values[edge] = innovation.energy(lengths[unchecked: edge], product)
            }
        }
    }
}
