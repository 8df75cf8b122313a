// Exiv2 0.27 hands its images over in std::auto_ptr, which compilers have come to warn of.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

#include "exiv2_shim.h"

#include <exiv2/exiv2.hpp>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <string>

struct exiv2_metadata {
    Exiv2::ExifData exif;
    Exiv2::XmpData xmp;
};

namespace {

// The XMP toolkit inside Exiv2 has global state, which it guards with the lock it is given here.
void lock_toolkit(void *mutex, bool locks) {
    auto *toolkit = static_cast<std::recursive_mutex *>(mutex);
    if (locks) toolkit->lock(); else toolkit->unlock();
}

void prepare_library() {
    static std::once_flag once;
    static std::recursive_mutex toolkit;
    std::call_once(once, [] {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::enableBMFF(true);
        Exiv2::XmpParser::initialize(lock_toolkit, &toolkit);
    });
}

template <typename Read>
exiv2_metadata *guarded(Read read) {
    try {
        prepare_library();
        return read();
    } catch (...) {
        return nullptr;
    }
}

exiv2_metadata *read_image(Exiv2::Image::AutoPtr image) {
    if (image.get() == nullptr) return nullptr;
    image->readMetadata();
    return new exiv2_metadata{image->exifData(), image->xmpData()};
}

int copy_text(const std::string &value, char *text, size_t capacity) {
    const size_t length = std::min(value.size(), capacity - 1);
    std::memcpy(text, value.data(), length);
    text[length] = 0;
    return 1;
}

} // namespace

exiv2_metadata *exiv2_read_memory(const uint8_t *bytes, size_t size) {
    return guarded([&] { return read_image(Exiv2::ImageFactory::open(bytes, static_cast<long>(size))); });
}

exiv2_metadata *exiv2_read_file(const char *path) {
    // Opened as a plain file: ImageFactory's own way with names would follow URLs.
    return guarded([&] {
        Exiv2::BasicIo::AutoPtr file(new Exiv2::FileIo(path));
        return read_image(Exiv2::ImageFactory::open(file));
    });
}

exiv2_metadata *exiv2_read_block(const uint8_t *bytes, size_t size) {
    return guarded([&] {
        exiv2_metadata metadata;
        Exiv2::ExifParser::decode(metadata.exif, bytes, static_cast<uint32_t>(size));
        return new exiv2_metadata(metadata);
    });
}

void exiv2_free(exiv2_metadata *metadata) { delete metadata; }

int exiv2_text(const exiv2_metadata *metadata, const char *key, char *text, size_t capacity) {
    if (capacity == 0) return 0;
    try {
        if (std::strncmp(key, "Xmp.", 4) == 0) {
            const auto found = metadata->xmp.findKey(Exiv2::XmpKey(key));
            return found == metadata->xmp.end() ? 0 : copy_text(found->toString(), text, capacity);
        }
        const auto found = metadata->exif.findKey(Exiv2::ExifKey(key));
        return found == metadata->exif.end() ? 0 : copy_text(found->toString(), text, capacity);
    } catch (...) {
        return 0;
    }
}

int exiv2_fraction(
    const exiv2_metadata *metadata, const char *key, size_t index, int64_t *numerator, int64_t *denominator) {
    try {
        const auto found = metadata->exif.findKey(Exiv2::ExifKey(key));
        if (found == metadata->exif.end() || static_cast<long>(index) >= found->count()) return 0;
        if (found->typeId() == Exiv2::unsignedRational) {
            // Read from its bytes: Exiv2's own conversion is signed and wraps above 2^31.
            const auto *value = dynamic_cast<const Exiv2::URationalValue *>(&found->value());
            if (value == nullptr) return 0;
            *numerator = value->value_.at(index).first;
            *denominator = value->value_.at(index).second;
            return 1;
        }
        const Exiv2::Rational value = found->toRational(static_cast<long>(index));
        *numerator = value.first;
        *denominator = value.second;
        return 1;
    } catch (...) {
        return 0;
    }
}
