import ArgumentParser
import Pictures
import PilotageAPI

extension RenderTask {
    private static let mostSheetPixels = 100_000_000

    /// The views of a gallery's places on sheets.
    ///
    /// - Parameter name: the gallery's, for messages.
    /// - Throws: the exit code 1 where places were left out.
    func drawGallery(
        _ drawing: MapDrawing, _ places: [Place], named name: String, columns: Int, rows: Int
    ) throws {
        let seen = try seeing(drawing, places, name)
        let perSheet = columns * rows
        let names = sheetNames((seen.count + perSheet - 1) / perSheet)
        try OutputCheck.check(names, inputs: inputs)
        let empty = ContactSheet(
            pictureWidth: drawing.rig.width, pictureHeight: drawing.rig.height, columns: columns)
        try checkSize(empty.size(of: min(perSheet, seen.count)))
        var sheet = empty
        try inOrder(seen.count) { number in
            let place = seen[number]
            return drawing.raster(at: place.coordinate, headingDegrees: place.headingDegrees ?? 0).image
        } consume: { number, image in
            sheet.append(image, number: seen[number].id)
            if sheet.count == perSheet || number + 1 == seen.count {
                try PNGFile.write(Raster(sheet.image), to: names[number / perSheet])
                sheet = empty
            }
            display.show("drawing", number + 1, of: seen.count)
        }
        let sheets = names.count == 1 ? names[0] : "\(names[0]) to \(names[names.count - 1])"
        Console.note("drew \(sheets.visible()): \(seen.count == 1 ? "1 place" : "\(seen.count) places")")
        if seen.count < places.count { throw ExitCode(1) }
    }

    /// The places that see something of the map; says which do not.
    private func seeing(_ drawing: MapDrawing, _ all: [Place], _ name: String) throws -> [Place] {
        var (seen, without, blind) = ([Place](), [Int](), [Int]())
        try inOrder(all.count) { number in
            let place = all[number]
            return drawing.seesSomething(at: place.coordinate, headingDegrees: place.headingDegrees ?? 0)
        } consume: { number, seesSomething in
            let place = all[number]
            if drawing.rig.needsHeading, place.headingDegrees == nil {
                without.append(place.id)
            } else if seesSomething {
                seen.append(place)
            } else {
                blind.append(place.id)
            }
        }
        tell("without a heading", without)
        tell("that see nothing of the map", blind)
        guard !seen.isEmpty || !blind.isEmpty else {
            throw PilotageError(
                .invalid, "no place of the gallery has a heading", place: [name],
                hint: "'--lens above' needs none")
        }
        guard !seen.isEmpty else {
            throw PilotageError(
                .invalid, "no place of the gallery sees anything of the map", place: [name],
                hint: "'pilotage gallery info' shows where the places lie")
        }
        return seen
    }

    private func tell(_ what: String, _ ids: [Int]) {
        guard !ids.isEmpty else { return }
        let most = 10
        let names = ids.prefix(most).map(String.init).joined(separator: ", ")
        Console.note(
            "left out: places \(what): \(names)\(ids.count > most ? " and \(ids.count - most) more" : "")")
    }

    /// The output's own name for one sheet, else with numbers that sort.
    private func sheetNames(_ count: Int) -> [String] {
        guard count > 1 else { return [output] }
        let digits = String(count).count
        return (1...count).map { number in
            let padding = String(repeating: "0", count: digits - String(number).count)
            return "\(stem)-\(padding)\(number)\(output.suffix(4))"
        }
    }

    private func checkSize(_ size: (width: Int, height: Int)) throws {
        guard max(size.width, size.height) <= PNGFile.longestSide,
            size.width * size.height <= Self.mostSheetPixels
        else {
            throw PilotageError(
                .invalid, "a sheet would have \(size.width) x \(size.height) pixels",
                hint:
                    "it may have \(Self.mostSheetPixels / 1_000_000) million: lower --columns, --rows or --size"
            )
        }
    }
}
