internal import Foundation
public import PilotageAPI

/// The JSON Schema of manifests, made from the plugins' own option tables.
public enum ManifestSchema {
    /// The schema as JSON text with sorted keys.
    public static func text(registry: Registry) throws -> String {
        let schema = try JSONSerialization.jsonObject(with: Data(manifest(registry).utf8))
        let data = try JSONSerialization.data(
            withJSONObject: schema, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    private static func manifest(_ registry: Registry) -> String {
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Pilotage manifest",
          "type": "object",
          "required": ["pilotage", "gallery"],
          "anyOf": [{"required": ["items"]}, {"required": ["items_from"]}],
          "additionalProperties": false,
          "properties": {
            "pilotage": {"const": 1, "description": "the manifest's format"},
            "name": {"type": "string", "minLength": 1, "description": "the run's name; default the file's"},
            "gallery": {"type": "string", "minLength": 1, "description": "the directory of the gallery"},
            "items": {"type": "array", "items": \(item), "description": "what to process"},
            "items_from": {"type": "string", "description": "a CSV file with an item a row"},
            "region": \(region),
            "decode": \(section(registry.decoders, requiresUse: false)),
            "match": \(section(registry.matchers, extra: limit, requiresUse: false)),
            "locate": \(section(registry.locators, requiresUse: false)),
            "report": {"type": "array", "minItems": 1, "items": \(report(registry))}
          }
        }
        """
    }

    private static let item = """
        {"anyOf": [
          {"type": "string", "minLength": 1, "description": "a file, a pattern or a folder"},
          {"type": "object", "required": ["path"], "additionalProperties": false,
           "dependentRequired": {"front_deg": ["projection"]}, "properties": {
            "id": {"type": "string", "minLength": 1, "description": "names the item; default its path"},
            "path": {"anyOf": [
              {"type": "string", "minLength": 1},
              {"type": "array", "minItems": 1, "maxItems": \(ItemReader.mostCameras), "uniqueItems": true,
               "items": {"type": "string", "minLength": 1}}
            ], "description": "a file, a pattern or a folder; of a rig a list of files, one for each camera"},
            "as": {"enum": ["sequence", "photos"], "description": "a folder as one item, or every file by itself"},
            "rows": {"type": "array", "minItems": 1, "items": {"type": "integer", "minimum": 0}},
            "turns": {"type": "array", "minItems": 1, "items": {"enum": [0, 1, false, true, null]}},
            "start": {"type": "string", "format": "date-time"},
            "fov_deg": {"type": "number", "minimum": 0.1, "maximum": 179,
              "description": "the horizontal angle of view of the camera"},
            "rig": {"type": "array", "minItems": 1, "maxItems": \(ItemReader.mostCameras), "uniqueItems": true,
              "items": {"type": "number", "minimum": 0, "exclusiveMaximum": 360},
              "description": "where the camera of each path looks, in degrees clockwise from the item's heading"},
            "projection": {"enum": ["equirectangular"], "description": "pictures all around; default one lens"},
            "front_deg": {"type": "number", "minimum": 0, "exclusiveMaximum": 360, "default": 0,
              "description": "where the front is, in degrees to the right of the middle column"}
          }}
        ]}
        """

    private static let region = """
        {"type": "object", "additionalProperties": false, "minProperties": 1, "maxProperties": 1, "properties": {
          "bbox": {"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": "number"},
                   "description": "west, south, east, north in degrees"},
          "near": {"type": "object", "required": ["lat", "lon", "radius_m"], "additionalProperties": false,
            "properties": {
              "lat": {"type": "number", "minimum": -90, "maximum": 90},
              "lon": {"type": "number", "minimum": -180, "maximum": 180},
              "radius_m": {"type": "number", "minimum": 1, "maximum": 20000000}}},
          "polygon": {"type": "string", "description": "a GeoJSON file of polygons"}
        }}
        """

    private static let limit =
        #""limit": {"type": "integer", "minimum": 1, "maximum": 10000, "default": 50, "description": "candidates per frame"}"#

    private static func report(_ registry: Registry) -> String {
        section(
            registry.reporters, extra: #""path": {"type": "string", "minLength": 1}"#, requiresUse: true,
            required: ["path"])
    }

    /// One alternative per plugin, so that an editor offers just the options of the chosen one; without `use`, all.
    private static func section<Role>(
        _ role: [Role], extra: String = "", requiresUse: Bool, required: [String] = []
    ) -> String {
        let plugins = role.compactMap { $0 as? any Plugin.Type }
        let alternatives = plugins.map { plugin in
            let options = plugin.optionDescriptions.map { #""\#($0.key)": \#($0.schema)"# }
            let properties =
                [#""use": {"const": "\#(plugin.name)"}"#] + (extra.isEmpty ? [] : [extra]) + options
            let needed = ((requiresUse ? ["use"] : []) + required).map { "\"\($0)\"" }.joined(separator: ", ")
            return #"{"type": "object", "description": "\#(plugin.summary)", "additionalProperties": false, "#
                + #""required": [\#(needed)], "properties": {\#(properties.joined(separator: ", "))}}"#
        }
        return #"{"anyOf": [\#(alternatives.joined(separator: ", "))]}"#
    }
}
