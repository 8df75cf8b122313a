#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>

// Debian's oneDNN computes on threads of GNU OpenMP, whose header belongs to the compiler: the one call in use is
// declared here. It holds for the calling thread.
void omp_set_num_threads(int threads);
