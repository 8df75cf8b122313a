#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A tag of an object; both texts end with the call that hands them over.
typedef struct {
    const char *key;
    const char *value;
} osm_tag;

/// A node of a way, in degrees times 10^7; `is_known` is 0 where the extract does not hold it.
typedef struct {
    int64_t id;
    int32_t longitude;
    int32_t latitude;
    int32_t is_known;
} osm_point;

/// A closed ring of an area: so many of its points, the first one again at the end. Holes follow the outer ring they lie in.
typedef struct {
    size_t points;
    int32_t is_hole;
} osm_ring;

/// An object with its tags.
typedef struct {
    int64_t id;
    const osm_tag *tags;
    size_t tag_count;
} osm_object;

/// What takes the objects of a file; each call answers 0 to go on. Objects without tags are only counted.
typedef struct {
    void *context;
    int (*node)(void *context, const osm_object *object, osm_point point);
    int (*way)(void *context, const osm_object *object, const osm_point *points, size_t count);
    int (*relation)(void *context, const osm_object *object);
    /// A closed way (`is_relation` 0) or a multipolygon (1), put together from its ways.
    int (*area)(
        void *context, const osm_object *object, int is_relation, const osm_ring *rings, size_t ring_count,
        const osm_point *points);
} osm_sink;

/// How many objects a file holds, deleted ones left out.
typedef struct {
    uint64_t nodes;
    uint64_t ways;
    uint64_t relations;
} osm_counts;

typedef enum {
    OSM_READ_DONE = 0,
    /// The file cannot be opened or read.
    OSM_READ_UNREADABLE,
    /// It is not OpenStreetMap data, or damaged.
    OSM_READ_DAMAGED,
    /// It holds more nodes than are allowed.
    OSM_READ_TOO_LARGE,
    /// The sink ended it.
    OSM_READ_STOPPED
} osm_read_result;

/// Reads a file twice, relations first, and hands its objects over: nodes, ways and areas as they come, areas of
/// relations as soon as they are complete. A file with a zero byte in a text is damaged. No C++ exception gets out.
///
/// - `format`: of what libosmium understands, such as `pbf` or `osm.gz`.
/// - `most_nodes`: what is held of nodes takes about 16 bytes each.
/// - `message`: what went wrong, cut to fit and with a final NUL.
osm_read_result osm_read(
    const char *path, const char *format, uint64_t most_nodes, const osm_sink *sink, osm_counts *counts, char *message,
    size_t capacity);

/// The same of a text in memory that is OpenStreetMap's XML.
osm_read_result osm_read_text(
    const char *text, size_t length, uint64_t most_nodes, const osm_sink *sink, osm_counts *counts, char *message,
    size_t capacity);

#ifdef __cplusplus
}
#endif
