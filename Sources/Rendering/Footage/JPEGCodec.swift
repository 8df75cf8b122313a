internal import CTurboJPEG

/// Compresses pictures and decompresses them again. Can be used again, by one thread at a time.
package final class JPEGCodec {
    private let compressor: tjhandle
    private let decompressor: tjhandle
    private var buffer: UnsafeMutablePointer<UInt8>?
    private var capacity: UInt = 0

    /// Nil where there is no memory for it.
    package init?() {
        guard let compressor = tjInitCompress() else { return nil }
        guard let decompressor = tjInitDecompress() else {
            tjDestroy(compressor)
            return nil
        }
        self.compressor = compressor
        self.decompressor = decompressor
    }

    deinit {
        tjDestroy(compressor)
        tjDestroy(decompressor)
        tjFree(buffer)
    }

    /// What is left of a picture after compression with color at half the resolution; nil where there is no memory for it.
    ///
    /// - Parameters:
    ///   - samples: at least `width * height * 3` of them: red, green and blue, row by row.
    ///   - quality: [1, 100].
    package func roundTrip(_ samples: [UInt8], width: Int, height: Int, quality: Int32) -> [UInt8]? {
        let (columns, rows) = (Int32(width), Int32(height))
        reserve(tjBufSize(columns, rows, Int32(TJSAMP_420.rawValue)))
        guard buffer != nil else { return nil }
        var size = capacity
        let isPacked = tjCompress2(
            compressor, samples, columns, 0, rows, Int32(TJPF_RGB.rawValue), &buffer, &size,
            Int32(TJSAMP_420.rawValue), quality, TJFLAG_NOREALLOC)
        guard isPacked == 0 else { return nil }
        var isUnpacked: Int32 = -1
        let unpacked = [UInt8](unsafeUninitializedCapacity: width * height * 3) { bytes, count in
            isUnpacked = tjDecompress2(
                decompressor, buffer, size, bytes.baseAddress, columns, 0, rows, Int32(TJPF_RGB.rawValue), 0)
            count = isUnpacked == 0 ? width * height * 3 : 0
        }
        return isUnpacked == 0 ? unpacked : nil
    }

    private func reserve(_ size: UInt) {
        guard size > capacity else { return }
        tjFree(buffer)
        buffer = tjAlloc(Int32(size))
        capacity = buffer == nil ? 0 : size
    }
}
