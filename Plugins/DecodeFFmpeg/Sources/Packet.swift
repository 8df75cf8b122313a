import CFFmpeg
import PilotageAPI

/// One packet, and the memory of it.
final class Packet {
    /// FFmpeg's packet.
    let pointer: UnsafeMutablePointer<AVPacket>

    /// An empty packet.
    init() throws { pointer = try allocated("a packet", av_packet_alloc()) }

    /// A packet with room for so many bytes.
    convenience init(size: Int) throws {
        try self.init()
        do { try checked("av_new_packet", av_new_packet(pointer, Int32(clamping: size))) } catch {
            throw error.telling(
                .exhausted, "no memory for \(size) bytes", hint: "run fewer items at a time with --jobs")
        }
    }

    deinit {
        var pointer: UnsafeMutablePointer<AVPacket>? = pointer
        av_packet_free(&pointer)
    }

    /// The packet's bytes, valid for as long as it lives.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: pointer.pointee.data, count: Int(pointer.pointee.size))
    }

    /// Moves its times by so many ticks.
    func move(by ticks: Int64) {
        for field in [\AVPacket.pts, \AVPacket.dts] where time(pointer.pointee[keyPath: field]) != nil {
            pointer.pointee[keyPath: field] =
                pointer.pointee[keyPath: field].addingReportingOverflow(ticks).partialValue
        }
    }

    /// What it says of itself.
    var facts: PacketFacts {
        PacketFacts(
            shown: time(pointer.pointee.pts), decoded: time(pointer.pointee.dts),
            isKey: pointer.pointee.flags & AV_PKT_FLAG_KEY != 0, size: Int(pointer.pointee.size))
    }
}

/// A tick of FFmpeg's; nil where it stands for none.
func time(_ tick: Int64) -> Int64? { tick == pilotage_no_timestamp() ? nil : tick }
