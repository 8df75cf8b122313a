#define OSMIUM_WITH_LZ4

#include "osmium_shim.h"

#include <osmium/area/assembler.hpp>
#include <osmium/area/multipolygon_manager.hpp>
#include <osmium/handler.hpp>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/any_input.hpp>
#include <osmium/tags/tags_filter.hpp>
#include <osmium/visitor.hpp>
#include <protozero/pbf_message.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

namespace {

struct too_large : std::exception {};
struct stopped : std::exception {};

/// Hands objects over, and counts them.
class Delivery : public osmium::handler::Handler {
    const osm_sink &sink;
    osm_counts &counts;
    const uint64_t most_nodes;
    std::vector<osm_tag> tags;
    std::vector<osm_point> points;
    std::vector<osm_ring> rings;

    ::osm_object object(osmium::object_id_type id, const osmium::TagList &list) {
        tags.clear();
        for (const auto &tag : list) tags.push_back({tag.key(), tag.value()});
        return {id, tags.data(), tags.size()};
    }

    static osm_point point(osmium::object_id_type id, osmium::Location location) {
        return {id, location.x(), location.y(), location.valid() ? 1 : 0};
    }

    void add(const osmium::NodeRefList &nodes) {
        for (const auto &node : nodes) points.push_back(point(node.ref(), node.location()));
    }

    static void check(int answer) {
        if (answer != 0) throw stopped();
    }

public:
    Delivery(const osm_sink &sink, osm_counts &counts, uint64_t most_nodes)
        : sink(sink), counts(counts), most_nodes(most_nodes) {}

    void node(const osmium::Node &node) {
        if (++counts.nodes > most_nodes) throw too_large();
        if (node.tags().empty() || !node.location().valid()) return;
        const auto described = object(node.id(), node.tags());
        check(sink.node(sink.context, &described, point(node.id(), node.location())));
    }

    void way(const osmium::Way &way) {
        ++counts.ways;
        if (way.tags().empty()) return;
        points.clear();
        add(way.nodes());
        const auto described = object(way.id(), way.tags());
        check(sink.way(sink.context, &described, points.data(), points.size()));
    }

    void relation(const osmium::Relation &relation) {
        ++counts.relations;
        if (relation.tags().empty()) return;
        const auto described = object(relation.id(), relation.tags());
        check(sink.relation(sink.context, &described));
    }

    void area(const osmium::Area &area) {
        if (area.tags().empty()) return;
        points.clear();
        rings.clear();
        for (const auto &outer : area.outer_rings()) {
            add(outer);
            rings.push_back({outer.size(), 0});
            for (const auto &inner : area.inner_rings(outer)) {
                add(inner);
                rings.push_back({inner.size(), 1});
            }
        }
        if (rings.empty()) return;
        const auto described = object(area.orig_id(), area.tags());
        check(sink.area(
            sink.context, &described, area.from_way() ? 0 : 1, rings.data(), rings.size(), points.data()));
    }
};

/// What covers ground that can be seen; boundaries, which are many and large, do not.
osmium::TagsFilter visible() {
    osmium::TagsFilter filter{false};
    for (const char *key : {"building", "building:part", "landuse", "natural", "leisure", "waterway", "water", "highway",
             "railway", "amenity", "man_made", "barrier", "aeroway", "public_transport", "tourism"}) {
        filter.add_rule(true, key);
    }
    return filter;
}

/// Refuses texts with zero bytes: libosmium keeps texts one behind the other, each up to its zero byte, so that such a
/// text would move all that follow it.
void check_texts(const protozero::data_view &block) {
    using namespace osmium::io::detail;
    protozero::pbf_message<OSMFormat::PrimitiveBlock> message{block};
    while (message.next(
        OSMFormat::PrimitiveBlock::required_StringTable_stringtable, protozero::pbf_wire_type::length_delimited)) {
        protozero::pbf_message<OSMFormat::StringTable> table{message.get_view()};
        while (table.next(OSMFormat::StringTable::repeated_bytes_s, protozero::pbf_wire_type::length_delimited)) {
            const auto text = table.get_view();
            if (std::memchr(text.data(), 0, text.size())) {
                throw osmium::pbf_error{"a text with a zero byte in it"};
            }
        }
    }
}

/// The blocks of a PBF file, one by one.
class PBFBlocks {
    std::ifstream file;
    std::string header, blob, block;

    void fill(std::string &bytes, size_t count) {
        bytes.resize(count);
        file.read(&bytes[0], static_cast<std::streamsize>(count));
        if (static_cast<size_t>(file.gcount()) != count) throw osmium::pbf_error{"truncated data (EOF encountered)"};
    }

public:
    explicit PBFBlocks(const char *path) : file(path, std::ios::binary) {
        if (!file) throw std::system_error{errno, std::system_category(), "open"};
    }

    /// The next block, uncompressed, up to the next call; `is_header` for what describes the file. False at its end.
    bool next(protozero::data_view &data, bool &is_header) {
        using namespace osmium::io::detail;
        using protozero::pbf_wire_type;
        using protozero::tag_and_type;
        if (file.peek() == std::ifstream::traits_type::eof()) return false;
        fill(header, 4);
        uint32_t length = 0;
        for (const char byte : header) length = length << 8U | static_cast<unsigned char>(byte);
        if (length > static_cast<uint32_t>(max_blob_header_size)) throw osmium::pbf_error{"invalid BlobHeader size"};
        fill(header, length);
        protozero::pbf_message<FileFormat::BlobHeader> message{header};
        int32_t size = 0;
        is_header = false;
        while (message.next()) {
            switch (message.tag_and_type()) {
            case tag_and_type(FileFormat::BlobHeader::required_string_type, pbf_wire_type::length_delimited):
                is_header = message.get_view() == protozero::data_view{"OSMHeader"};
                break;
            case tag_and_type(FileFormat::BlobHeader::required_int32_datasize, pbf_wire_type::varint):
                size = message.get_int32();
                break;
            default: message.skip();
            }
        }
        if (size <= 0 || static_cast<uint32_t>(size) > max_uncompressed_blob_size) {
            throw osmium::pbf_error{"invalid blob size"};
        }
        fill(blob, static_cast<size_t>(size));
        block.clear();
        data = decode_blob(blob, block);
        return true;
    }
};

using Multipolygons = osmium::area::MultipolygonManager<osmium::area::Assembler>;

/// Takes the relations of a PBF file, and checks the texts of all its objects on the way.
void read_relations(const char *path, Multipolygons &multipolygons) {
    PBFBlocks blocks{path};
    protozero::data_view data;
    for (bool is_header = false; blocks.next(data, is_header);) {
        if (is_header) continue;
        check_texts(data);
        osmium::io::detail::PBFPrimitiveBlockDecoder decoder{
            data, osmium::osm_entity_bits::relation, osmium::io::read_meta::no};
        osmium::memory::Buffer buffer{decoder()};
        osmium::apply(buffer, multipolygons);
    }
}

void read(const osmium::io::File &file, Delivery &delivery) {
    using Index = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
    osmium::area::Assembler::config_type config;
    config.create_empty_areas = false;
    Multipolygons multipolygons{config, visible()};
    if (file.format() == osmium::io::file_format::pbf) {
        read_relations(file.filename().c_str(), multipolygons);
    } else {
        osmium::io::Reader reader{file, osmium::osm_entity_bits::relation};
        osmium::apply(reader, multipolygons);
        reader.close();
    }
    multipolygons.prepare_for_lookup();
    // Editors give objects that were never uploaded negative numbers.
    Index known, fresh;
    osmium::handler::NodeLocationsForWays<Index, Index> locations{known, fresh};
    locations.ignore_errors();
    osmium::io::Reader reader{file};
    osmium::apply(
        reader, locations, delivery, multipolygons.handler([&delivery](osmium::memory::Buffer &&buffer) {
            osmium::apply(buffer, delivery);
        }));
    reader.close();
}

osm_read_result result(osm_read_result code, const char *what, char *message, size_t capacity) {
    const size_t length = std::min(std::strlen(what), capacity - 1);
    std::memcpy(message, what, length);
    message[length] = 0;
    return code;
}

osm_read_result read_guarded(
    const osmium::io::File &file, uint64_t most_nodes, const osm_sink *sink, osm_counts *counts, char *message,
    size_t capacity) {
    *counts = {};
    try {
        Delivery delivery{*sink, *counts, most_nodes};
        read(file, delivery);
        return result(OSM_READ_DONE, "", message, capacity);
    } catch (const too_large &) {
        return result(OSM_READ_TOO_LARGE, "", message, capacity);
    } catch (const stopped &) {
        return result(OSM_READ_STOPPED, "", message, capacity);
    } catch (const std::system_error &error) {
        return result(OSM_READ_UNREADABLE, error.what(), message, capacity);
    } catch (const std::exception &error) {
        return result(OSM_READ_DAMAGED, error.what(), message, capacity);
    } catch (...) {
        return result(OSM_READ_DAMAGED, "unknown", message, capacity);
    }
}

} // namespace

osm_read_result osm_read(
    const char *path, const char *format, uint64_t most_nodes, const osm_sink *sink, osm_counts *counts, char *message,
    size_t capacity) {
    return read_guarded(osmium::io::File{path, format}, most_nodes, sink, counts, message, capacity);
}

osm_read_result osm_read_text(
    const char *text, size_t length, uint64_t most_nodes, const osm_sink *sink, osm_counts *counts, char *message,
    size_t capacity) {
    return read_guarded(osmium::io::File{text, length, "osm"}, most_nodes, sink, counts, message, capacity);
}
