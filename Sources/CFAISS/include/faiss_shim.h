#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// An exact index by inner product. No function here lets a C++ exception out.
typedef struct faiss_flat faiss_flat;

/// An index of `count` rows of `dimension` elements, which are copied; null where memory runs out.
faiss_flat *faiss_flat_create(int64_t dimension, int64_t count, const float *rows);

/// Frees an index.
void faiss_flat_free(faiss_flat *index);

/// The best `limit` rows for each of `count` queries: `count * limit` similarities and row numbers, best first.
/// Answers 0 where something went wrong.
int faiss_flat_search(
    const faiss_flat *index, int64_t count, const float *queries, int64_t limit, float *similarities, int64_t *rows);

/// How many threads FAISS may use from now on.
void faiss_use_threads(int count);

#ifdef __cplusplus
}
#endif
