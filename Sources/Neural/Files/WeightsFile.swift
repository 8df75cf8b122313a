internal import Foundation
internal import PilotageAPI

/// How towers stand in a weights file: `photo.NAME` and `map.NAME`, or `both.NAME` where the weights are shared.
///
/// Under `__metadata__` stand `pilotage` (the kind and version of the file), `architectures` (JSON, by tower) and `digest`
/// (SHA-256 of the whole file); other keys belong to whoever wrote the file.
struct WeightsFile {
    /// What the file holds, with the version of how.
    let kind: String
    /// The file's own texts.
    static let ownKeys: Set = ["pilotage", "architectures", "digest"]

    /// The names of the networks of towers.
    static func names(_ towers: Towers) -> [String] { towers.areShared ? ["both"] : ["photo", "map"] }

    /// Towers and further arrays as a file.
    ///
    /// - Throws: `PilotageError` where numbers are infinite or none.
    func file(
        _ towers: Towers, further: [Safetensors.Entry] = [], metadata: [String: String]
    ) throws -> Safetensors {
        var file = Safetensors(metadata: metadata, entries: [])
        let names = Self.names(towers)
        for (name, network) in zip(names, towers.networks) {
            file.entries += Self.entries(network, name)
        }
        file.entries += further
        // What is refused when it is read is not written either.
        if let entry = file.entries.first(where: { !$0.values.allSatisfy(\.isFinite) }) {
            throw PilotageError(
                .invalid,
                "training has come apart: there are numbers in '\(entry.name)' that are infinite or none",
                hint: "a lower --rate keeps it together")
        }
        let architectures = Dictionary(
            uniqueKeysWithValues: zip(names, towers.networks.map(\.architecture)))
        file.metadata["pilotage"] = kind
        file.metadata["architectures"] = try sortedJSON(architectures)
        file.seal()
        return file
    }

    /// The towers of a file, and the arrays beside them by name.
    ///
    /// - Throws: `PilotageError` without the file's name.
    func towers(_ file: Safetensors) throws -> (towers: Towers, further: [String: Safetensors.Entry]) {
        guard file.metadata["pilotage"] == kind else {
            let found = file.metadata["pilotage"].map { "'\($0)'" } ?? "nothing"
            throw PilotageError(
                .unsupported, "is no \(kind) file: its key 'pilotage' says \(found)",
                hint: "weights of other programs have to be converted first")
        }
        guard file.isSealed else { throw damaged("is not what its digest says: something was altered") }
        let written: [String: Architecture] = try Self.parsed(file.metadata["architectures"], "architectures")
        var entries = Dictionary(uniqueKeysWithValues: file.entries.map { ($0.name, $0) })
        let networks = try ["photo", "map", "both"].map { name in
            try written[name].map { try Self.network($0, name, &entries) }
        }
        if let shared = networks[2], written.count == 1 { return (Towers(shared: shared), entries) }
        guard let photo = networks[0], let map = networks[1], written.count == 2,
            photo.outputShape == map.outputShape
        else { throw damaged("has architectures that are no pair of towers") }
        return (Towers(photo: photo, map: map), entries)
    }

    private static func entries(_ network: Network<Float>, _ name: String) -> [Safetensors.Entry] {
        [
            (network.parameterEntries, network.parameters), (network.statisticEntries, network.statistics),
        ].flatMap { entries, values in
            entries.map {
                Safetensors.Entry(
                    name: "\(name).\($0.name)", shape: $0.shape.shape, values: Array(values[$0.range]))
            }
        }
    }

    /// A network of an architecture, whose arrays are taken out of those of the file.
    private static func network(
        _ architecture: Architecture, _ name: String, _ entries: inout [String: Safetensors.Entry]
    ) throws -> Network<Float> {
        let placement = try architecture.placement()
        func take(_ wanted: [ParameterEntry]) throws -> [Float] {
            var values: [Float] = []
            for one in wanted {
                let key = "\(name).\(one.name)"
                guard let entry = entries.removeValue(forKey: key) else { throw damaged("lacks '\(key)'") }
                guard entry.shape == one.shape.shape else {
                    throw damaged("has '\(key)' of shape \(entry.shape) where \(one.shape.shape) is needed")
                }
                values += entry.values
            }
            return values
        }
        let parameters = try take(placement.parameters)
        let network = try Network(
            architecture, parameters: parameters, statistics: take(placement.statistics))
        guard network.hasSoundVariances else { throw damaged("has negative variances in '\(name)'") }
        return network
    }

    /// What a text of the metadata says.
    static func parsed<Value: Decodable>(_ text: String?, _ key: String) throws -> Value {
        guard let text else { throw damaged("lacks the key '\(key)'") }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw damaged("has a key '\(key)' that cannot be understood")
        }
    }
}

extension Network {
    /// Whether no running variance is negative.
    fileprivate var hasSoundVariances: Bool {
        statisticEntries.filter { $0.shape.name == "variance" }.allSatisfy { entry in
            statistics[entry.range].allSatisfy { $0 >= 0 }
        }
    }
}
