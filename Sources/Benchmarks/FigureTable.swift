import Foundation
import PilotageAPI

/// The figures as people and as programs read them.
struct FigureTable {
    var figures: [Figure] = []
    /// Cases that could not be measured, with the reason.
    var omitted: [String] = []

    private static let widths = (name: 24, what: 52, value: 12, peer: 26)

    /// The heading of the columns.
    static let heading =
        pad("figure", widths.name) + pad("what", widths.what) + pad("ours", widths.value)
        + pad("peer", widths.peer) + "ratio   target    met"

    /// A figure as a line.
    static func line(_ figure: Figure) -> String {
        let peer = figure.peer.map { "\($0.text) \(figure.peerName)" } ?? "-"
        let ratio = figure.ratio.map { fixed($0, digits: 2) } ?? "-"
        return pad(figure.name, widths.name) + pad(figure.what, widths.what)
            + pad(figure.ours.text, widths.value) + pad(peer, widths.peer) + pad(ratio, 8)
            + pad(text(figure.target), 10) + text(figure.isMet)
    }

    /// How many promises are kept, and what could not be measured.
    var summary: String {
        let judged = figures.compactMap(\.isMet)
        let lines = ["\(judged.filter(\.self).count) of \(judged.count) targets met"]
        return (lines + omitted.map { "not measured: \($0)" }).joined(separator: "\n")
    }

    /// The figures and what could not be measured, as JSON.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let document = Document(figures: figures.map(Entry.init), omitted: omitted)
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    private static func text(_ target: Figure.Target) -> String {
        switch target {
        case .atLeast(let bound): ">= \(fixed(bound, digits: 2))"
        case .atMost(let bound): "<= \(fixed(bound, digits: 2))"
        case .none: "-"
        }
    }

    private static func text(_ isMet: Bool?) -> String { isMet.map { $0 ? "yes" : "NO" } ?? "-" }

    private static func pad(_ text: String, _ width: Int) -> String {
        text.count < width ? text + String(repeating: " ", count: width - text.count) : text + "  "
    }
}

private struct Document: Encodable {
    var figures: [Entry]
    var omitted: [String]
}

private struct Entry: Encodable {
    var name, what, unit, peer: String
    var ours: Double
    var theirs, ratio, atLeast, atMost: Double?
    var met: Bool?

    init(_ figure: Figure) {
        (name, what, unit, peer) = (figure.name, figure.what, figure.ours.unit, figure.peerName)
        (ours, theirs, ratio, met) = (figure.ours.value, figure.peer?.value, figure.ratio, figure.isMet)
        if case .atLeast(let bound) = figure.target { atLeast = bound }
        if case .atMost(let bound) = figure.target { atMost = bound }
    }
}
