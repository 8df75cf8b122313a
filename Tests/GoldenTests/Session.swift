import Foundation
import TestSupport

/// A shell in a folder with the small inputs that every transcript starts from.
struct Session {
    let folder: TemporaryFolder
    private let programs: String

    /// - Parameter programs: the folder of the built executable.
    init(programs: String) throws {
        folder = try TemporaryFolder()
        self.programs = programs
        try inputs()
    }

    /// Five places 100 m apart on a street, embeddings that tell them apart, and two walks past them.
    private func inputs() throws {
        let rows: [[Float]] = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0.6, 0.8, 0, 0]]
        try matrix(rows, "street.npy")
        var table = "id,lat,lon,heading_deg,source\n"
        for row in rows.indices { table += "\(row),50.00\(row),8,\(row * 10),street/\(row).jpg\n" }
        try folder.write(table, to: "places.csv")
        try matrix([[0.9, 0.1, 0, 0], [0, 0.9, 0.1, 0], [0, 0, 1, 0.1]], "walk.npy")
        try matrix([[0, 0, 0.2, 1], [.nan, 0, 0, 0]], "odd.npy")
        try folder.write(
            """
            pilotage: 1
            name: street
            gallery: street.gallery
            items:
              - { path: walk.npy, start: 2026-05-12T21:00:00Z }
              - odd.npy

            """, to: "street.yaml")
        try maps()
    }

    /// A street with houses, and a path without any.
    private func maps() throws {
        var town = MapText()
        town.line([(0, 0), (100, 0)], ["highway": "residential"])
        for number in 0..<8 {
            let (west, height) = (Double(number % 4) * 25, 4 + number * 5 % 9)
            let south = number < 4 ? -20.0 : 8
            town.box(
                west: west, south: south, east: west + 15, north: south + 12,
                ["building": "yes", "height": "\(height)"])
        }
        try folder.write(town.text, to: "town.osm")
        var path = MapText()
        path.line([(0, 0), (100, 0)], ["highway": "footway"])
        try folder.write(path.text, to: "path.osm")
    }

    /// A matrix in NumPy's format, version 1.0.
    func matrix(_ rows: [[Float]], _ name: String) throws {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows.count), \(rows[0].count)), }"
        header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
        var bytes: [UInt8] =
            [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
        for value in rows.joined() { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 } }
        try Data(bytes).write(to: URL(filePath: folder.path(name)))
    }

    /// Runs a command by the shell, and answers all that it wrote.
    func run(_ command: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder.url
        process.environment = [
            "PATH": "\(programs):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder.url.path,
        ]
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        var lines = String(decoding: data, as: UTF8.self).replacing(folder.url.path, with: "HERE")
            .split(separator: "\n", omittingEmptySubsequences: false).map { Self.steady(String($0)) }
        while lines.last == "" { lines.removeLast() }
        if process.terminationStatus != 0 { lines.append("[exit \(process.terminationStatus)]") }
        return lines
    }

    /// The line without what changes from run to run: times, busy shares and digests.
    private static func steady(_ line: String) -> String {
        line.replacing(/\d+:\d\d:\d\d\b(?!\.)/, with: "H:MM:SS").replacing(
            /\b\d+%( +bottleneck)?/, with: "N%"
        )
        .replacing(/\b[0-9a-f]{64}\b/, with: "DIGEST")
    }
}
