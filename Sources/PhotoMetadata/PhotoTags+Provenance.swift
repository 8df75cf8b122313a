import Geodesy

extension PhotoTags {
    /// EXIF's orientation, else XMP's; nil where neither gives one of 1...8.
    var orientation: Int? {
        let written =
            number("Exif.Image.Orientation").flatMap { Int(exactly: $0) }
            ?? text("Xmp.tiff.Orientation").flatMap { Int($0) }
        guard let written, (1...8).contains(written) else { return nil }
        return written
    }

    /// The position; nil where it is missing, out of range, declared void, without its hemispheres, or exactly 0, 0,
    /// which is what cameras write that have no fix.
    var coordinate: Coordinate? {
        guard text("Exif.GPSInfo.GPSStatus") != "V",
            let latitude = angle("GPSLatitude", positive: "N", negative: "S"),
            let longitude = angle("GPSLongitude", positive: "E", negative: "W"),
            latitude != 0 || longitude != 0
        else { return nil }
        return Coordinate(checkingLatitude: latitude, longitude: longitude)
    }

    private func angle(_ tag: String, positive: String, negative: String) -> Double? {
        guard let hemisphere = text("Exif.GPSInfo.\(tag)Ref")?.prefix(1).uppercased(),
            hemisphere == positive || hemisphere == negative,
            let degrees = number("Exif.GPSInfo.\(tag)"), degrees >= 0
        else { return nil }
        // Some writers give degrees alone, or degrees and minutes.
        let minutes = number("Exif.GPSInfo.\(tag)", 1) ?? 0
        let seconds = number("Exif.GPSInfo.\(tag)", 2) ?? 0
        let value = degrees + minutes / 60 + seconds / 3600
        return hemisphere == positive ? value : -value
    }

    /// Degrees clockwise from north, [0, 360); nil where it is missing or out of range.
    var headingDegrees: Double? {
        guard let degrees = number("Exif.GPSInfo.GPSImgDirection"), (0...360).contains(degrees) else {
            return nil
        }
        return normalizedHeading(degrees)
    }

    /// Whether the heading is given from magnetic north.
    var headingIsMagnetic: Bool { headingDegrees != nil && text("Exif.GPSInfo.GPSImgDirectionRef") == "M" }

    /// When the photo was taken: by the camera's clock, in UTC where its offset is given, else by the GPS's clock.
    var capturedAt: String? {
        guard let written = text("Exif.Photo.DateTimeOriginal") else { return capturedAtByGPS }
        guard let time = CivilTime(exif: written) else { return nil }
        guard let offset = text("Exif.Photo.OffsetTimeOriginal").flatMap(CivilTime.offsetSeconds) else {
            return time.iso8601
        }
        return time.adding(seconds: -offset).iso8601 + "Z"
    }

    private var capturedAtByGPS: String? {
        let key = "Exif.GPSInfo.GPSTimeStamp"
        guard let date = text("Exif.GPSInfo.GPSDateStamp"),
            let hours = number(key, 0), let minutes = number(key, 1), let seconds = number(key, 2),
            (0..<24).contains(hours), (0..<60).contains(minutes), (0..<61).contains(seconds)
        else { return nil }
        guard let day = CivilTime(exif: "\(date) 00:00:00") else { return nil }
        return day.adding(seconds: Int(hours * 3600 + minutes * 60 + seconds)).iso8601 + "Z"
    }

    /// Maker and model, the maker only once.
    var camera: String? {
        let (maker, model) = (text("Exif.Image.Make"), text("Exif.Image.Model"))
        guard let maker else { return model }
        guard let model else { return maker }
        return model.lowercased().hasPrefix(maker.lowercased()) ? model : "\(maker) \(model)"
    }
}
