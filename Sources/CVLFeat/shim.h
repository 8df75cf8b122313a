#include <vl/dsift.h>

// vl/dsift.h declares its accessors `static inline` through a macro of its own, which Swift does not import; and the struct
// behind them is large. So the yardstick is one call: all descriptors of one picture, written to `target`.

// The number of descriptors of a picture, 0 where it is too small.
static inline int vlfeat_dense_count(int width, int height, int step, int bin) {
    VlDsiftFilter *filter = vl_dsift_new_basic(width, height, step, bin);
    int count = vl_dsift_get_keypoint_num(filter);
    vl_dsift_delete(filter);
    return count;
}

// The descriptors of a picture of `width` x `height` floats, flat window: count x 128 floats.
static inline void vlfeat_dense(const float *picture, int width, int height, int step, int bin, float *target) {
    VlDsiftFilter *filter = vl_dsift_new_basic(width, height, step, bin);
    vl_dsift_set_flat_window(filter, VL_TRUE);
    vl_dsift_process(filter, picture);
    const float *descriptors = vl_dsift_get_descriptors(filter);
    int total = vl_dsift_get_keypoint_num(filter) * vl_dsift_get_descriptor_size(filter);
    for (int i = 0; i < total; ++i) target[i] = descriptors[i];
    vl_dsift_delete(filter);
}
