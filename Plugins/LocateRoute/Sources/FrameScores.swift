internal import Foundation
internal import Tensors

/// How likely one frame is at every state: the numbers of one frame, all to the same unknown scale.
package struct FrameScores {
    /// By way: arriving on it.
    package var ways: [Float]
    /// By place: standing still there since the frame before.
    package var staying: [Float]
    /// By place: having been there without regard to the frame before.
    package var fresh: [Float]
    /// Off the map: as likely as at the average state.
    package var outside: Float = 1

    /// Scores made elsewhere.
    package init(ways: [Float], staying: [Float], fresh: [Float], outside: Float) {
        self.ways = ways
        self.staying = staying
        self.fresh = fresh
        self.outside = outside
    }

    /// Nothing is known of a frame that could not be decoded.
    init(withoutEvidence map: RouteMap) {
        ways = [Float](repeating: 1, count: map.wayLengths.count)
        staying = [Float](repeating: 1, count: map.rows.count)
        fresh = staying
    }

    /// The scores of a frame.
    ///
    /// - Parameters:
    ///   - before: the frame before; nil where there is none or it could not be decoded.
    ///   - sharpness: log-likelihood of one unit of energy.
    ///   - outlierEnergy: in units of energy.
    init(
        _ frame: FrameProducts, before: FrameProducts?, _ map: RouteMap, sharpness: Float,
        outlierEnergy: Float
    ) {
        let energies = FrameEnergies(frame, before: before, map)
        (ways, staying, fresh) = (energies.ways, energies.staying, energies.fresh)
        let least = min(outlierEnergy, ways.min() ?? outlierEnergy, fresh.min() ?? outlierEnergy)
        let floor = exp(sharpness * (least - outlierEnergy))
        for buffer in [\FrameScores.ways, \.staying, \.fresh] {
            self[keyPath: buffer].withUnsafeMutableBufferPointer { values in
                for index in values.indices { values[index] = sharpness * (least - values[index]) }
                exponentiate(values)
                for index in values.indices { values[index] += floor }
            }
        }
        let all = ways.isEmpty ? fresh : ways
        outside = all.reduce(0, +) / Float(max(1, all.count))
    }
}

/// A frame as the map sees it.
struct FrameProducts {
    var vector: [Float]
    /// The inner products with all places.
    var products: ArraySlice<Float>
    var length: Float

    init(vector: [Float], products: ArraySlice<Float>) {
        self.vector = vector
        self.products = products
        length = vector.reduce(0) { $0 + $1 * $1 }
    }
}

/// The energies of a frame: of its residual at every place, and of the innovation on every way.
struct FrameEnergies {
    private(set) var ways: [Float]
    private(set) var staying: [Float]
    private(set) var fresh: [Float]

    init(_ frame: FrameProducts, before: FrameProducts?, _ map: RouteMap) {
        let places = map.rows.count
        fresh = [Float](unsafeUninitializedCapacity: places) { values, count in
            frame.products.withUnsafeBufferPointer { products in
                for place in 0..<places {
                    values[place] = max(0, frame.length + map.lengths[place] - 2 * products[place])
                }
            }
            count = places
        }
        guard let before else {
            staying = fresh
            ways = map.states.place[places...].map { [fresh] in fresh[Int($0)] }
            return
        }
        let kept = map.correlation
        let scale = 1 / (1 - kept * kept)
        var inner: Float = 0
        for index in frame.vector.indices { inner += frame.vector[index] * before.vector[index] }
        let length = frame.length - 2 * kept * inner + kept * kept * before.length
        let news = [Float](unsafeUninitializedCapacity: places) { values, count in
            frame.products.withUnsafeBufferPointer { now in
                before.products.withUnsafeBufferPointer { then in
                    for place in 0..<places { values[place] = now[place] - kept * then[place] }
                }
            }
            count = places
        }
        staying = [Float](unsafeUninitializedCapacity: places) { values, count in
            let rest = 1 - kept
            for place in 0..<places {
                let energy = length + rest * rest * map.lengths[place] - 2 * rest * news[place]
                values[place] = max(0, scale * energy)
            }
            count = places
        }
        ways = Self.ways(map, news, length: length, scale: scale)
    }

    private static func ways(_ map: RouteMap, _ news: [Float], length: Float, scale: Float) -> [Float] {
        let (places, ways) = (map.rows.count, map.wayLengths.count)
        let kept = map.correlation
        return [Float](unsafeUninitializedCapacity: ways) { values, count in
            map.states.place.withUnsafeBufferPointer { place in
                map.states.previous.withUnsafeBufferPointer { previous in
                    map.wayLengths.withUnsafeBufferPointer { lengths in
                        news.withUnsafeBufferPointer { news in
                            for way in 0..<ways {
                                let (to, from) = (Int(place[places + way]), Int(previous[places + way]))
                                let product = news[to] - kept * news[from]
                                values[way] = max(0, scale * (length + lengths[way] - 2 * product))
                            }
                        }
                    }
                }
            }
            count = ways
        }
    }
}
