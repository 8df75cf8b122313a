#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>

// Debian's oneDNN computes on threads of GNU OpenMP, whose header belongs to the compiler: the one call in use is
// declared here. It holds for the calling thread.
void omp_set_num_threads(int threads);

// Macros with arguments are not imported.
static inline int dnnl_first_post_op_source(int position) {
    return DNNL_ARG_ATTR_MULTIPLE_POST_OP(position) | DNNL_ARG_SRC_1;
}
