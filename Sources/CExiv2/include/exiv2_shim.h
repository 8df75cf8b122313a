#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The metadata of one picture file. No function here lets a C++ exception out.
typedef struct exiv2_metadata exiv2_metadata;

/// Reads the metadata of a picture in memory, which must outlive the call only; null where there is none to read.
exiv2_metadata *exiv2_read_memory(const uint8_t *bytes, size_t size);

/// Reads the metadata of a picture file; null where there is none to read.
exiv2_metadata *exiv2_read_file(const char *path);

/// Reads a bare EXIF block, which begins with its TIFF header; null where it is not one.
exiv2_metadata *exiv2_read_block(const uint8_t *bytes, size_t size);

/// Frees what a reading function gave.
void exiv2_free(exiv2_metadata *metadata);

/// Copies the text of a tag such as `Exif.Image.Make` or `Xmp.tiff.Orientation`, cut to fit and with a final NUL.
/// Answers 0 where there is no such tag.
int exiv2_text(const exiv2_metadata *metadata, const char *key, char *text, size_t capacity);

/// Reads one of the numbers of an EXIF tag as a fraction. Answers 0 where there is no such number.
int exiv2_fraction(
    const exiv2_metadata *metadata, const char *key, size_t index, int64_t *numerator, int64_t *denominator);

#ifdef __cplusplus
}
#endif
