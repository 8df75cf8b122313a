#include "include/faiss_shim.h"

#include <faiss/IndexFlat.h>

// OpenMP's own header is not with every compiler; this is all that is needed of it.
extern "C" void omp_set_num_threads(int count);

struct faiss_flat {
    faiss::IndexFlatIP index;
    explicit faiss_flat(int64_t dimension) : index(dimension) {}
};

faiss_flat *faiss_flat_create(int64_t dimension, int64_t count, const float *rows) {
    faiss_flat *flat = nullptr;
    try {
        flat = new faiss_flat(dimension);
        flat->index.add(count, rows);
        return flat;
    } catch (...) {
        delete flat;
        return nullptr;
    }
}

void faiss_flat_free(faiss_flat *index) { delete index; }

int faiss_flat_search(
    const faiss_flat *index, int64_t count, const float *queries, int64_t limit, float *similarities, int64_t *rows) {
    try {
        index->index.search(count, queries, limit, similarities, rows);
        return 1;
    } catch (...) {
        return 0;
    }
}

void faiss_use_threads(int count) { omp_set_num_threads(count); }
