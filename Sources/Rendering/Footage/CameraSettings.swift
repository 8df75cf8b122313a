internal import Foundation

/// What a camera does to its pictures while a take lasts.
struct CameraSettings {
    /// Of red, green and blue.
    let gain: SIMD4<Float>
    let contrast: Float
    let saturation: Float
    let vignette: Float
    /// Standard deviation, in shares of white.
    let noise: Float
    /// Standard deviation, in shares of the picture's width.
    let blur: Float
    /// As libjpeg counts it.
    let quality: Int32

    init(_ shot: Shot) {
        var dice = Dice(shot.seed, .camera)
        let exposure = dice.draw(FootageRanges.exposureStops)
        let red = dice.draw(FootageRanges.whiteBalanceStops)
        let blue = dice.draw(FootageRanges.whiteBalanceStops)
        gain = SIMD4(
            Float(exp2(exposure + red)), Float(exp2(exposure)), Float(exp2(exposure + blue)), 0)
        contrast = Float(dice.draw(FootageRanges.contrast))
        saturation = Float(dice.draw(FootageRanges.saturation))
        vignette = Float(dice.draw(FootageRanges.vignette))
        noise = Float(dice.draw(FootageRanges.noise))
        blur = Float(dice.draw(FootageRanges.blurThousandths) / 1000)
        quality = Int32(dice.draw(FootageRanges.quality).rounded())
    }
}

/// How a camera trembles: the same take always trembles in the same way.
struct CameraShake {
    private let seed: UInt64
    private let degrees: Double
    private let rollDegrees: Double
    private let hertz: Double

    init(_ shot: Shot) {
        seed = shot.seed
        var dice = Dice(shot.seed, .shake)
        degrees = dice.draw(FootageRanges.shakeDegrees)
        rollDegrees = dice.draw(FootageRanges.shakeRollDegrees)
        hertz = dice.draw(FootageRanges.shakeHertz)
    }

    /// A camera as it is really held at some time.
    func applied(to camera: Camera, timeSeconds: Double) -> Camera {
        var shaken = camera
        let time = timeSeconds.isFinite ? timeSeconds * hertz : 0
        shaken.headingDegrees += degrees * offset(time, 1)
        shaken.pitchDegrees += degrees * offset(time, 2)
        shaken.rollDegrees += rollDegrees * offset(time, 3)
        return shaken
    }

    /// A smooth curve through random values in [-1, 1] at whole numbers.
    private func offset(_ time: Double, _ axis: UInt64) -> Double {
        let from = time.rounded(.down)
        func value(_ at: Double) -> Double {
            var dice = Dice(seed, .shake, axis, at.bitPattern)
            return dice.draw(-1...1)
        }
        let share = time - from
        let smooth = share * share * (3 - 2 * share)
        // A negative zero is the same time as zero.
        return value(from + 0) + (value(from + 1) - value(from + 0)) * smooth
    }
}
