import CFFmpeg
import Glibc

/// Brings the code values of high dynamic range video to those that ordinary video would have.
///
/// Light up to reference white, 203 cd/m² (ITU-R BT.2408), keeps its place; brighter light is compressed into what is
/// left of the scale. The inverse curves are those of SMPTE ST 2084 and of ARIB STD-B67 (both in ITU-R BT.2100).
struct ToneCurve {
    private let table: [UInt8]

    /// The curve for a transfer characteristic; nil where values need none.
    init?(_ transfer: AVColorTransferCharacteristic) {
        let light: (Double) -> Double
        switch transfer {
        case AVCOL_TRC_SMPTE2084: light = ToneCurve.perceptualQuantizer
        case AVCOL_TRC_ARIB_STD_B67: light = ToneCurve.hybridLogGamma
        default: return nil
        }
        table = (0...255).map { UInt8((255 * ToneCurve.display(light(Double($0) / 255))).rounded()) }
    }

    /// Maps values in place.
    func apply(_ values: UnsafeMutablePointer<UInt8>, count: Int) {
        for index in 0..<count { values[index] = table[Int(values[index])] }
    }

    /// ST 2084: light in units of reference white.
    private static func perceptualQuantizer(_ code: Double) -> Double {
        let (m1, m2) = (2610.0 / 16_384, 2523.0 / 4096 * 128)
        let (c1, c2, c3) = (3424.0 / 4096, 2413.0 / 4096 * 32, 2392.0 / 4096 * 32)
        let power = pow(code, 1 / m2)
        return 10_000 * pow(max(0, power - c1) / (c2 - c3 * power), 1 / m1) / 203
    }

    /// STD-B67: scene light in units of reference white, which has the code value 0.75.
    private static func hybridLogGamma(_ code: Double) -> Double {
        let (a, b, c) = (0.178_832_77, 0.284_668_92, 0.559_910_73)
        func scene(_ value: Double) -> Double {
            value <= 0.5 ? value * value / 3 : (exp((value - c) / a) + b) / 12
        }
        return scene(code) / scene(0.75)
    }

    /// Light to code value: linear to 0.8 of reference white, then rolled off (Reinhard's curve), then gamma 2.4.
    private static func display(_ light: Double) -> Double {
        let knee = 0.8
        let excess = max(0, light - knee) / (1 - knee)
        return pow(min(light, knee) + (1 - knee) * excess / (1 + excess), 1 / 2.4)
    }
}
