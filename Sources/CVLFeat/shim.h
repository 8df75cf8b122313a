#include <vl/dsift.h>
#include <vl/kmeans.h>
#include <vl/vlad.h>

// Swift cannot see macros that shift.

/// Normalizes the residuals of each word by themselves.
static inline int pilotage_vlad_normalize_words(void) { return VL_VLAD_FLAG_NORMALIZE_COMPONENTS; }
/// Takes signed square roots.
static inline int pilotage_vlad_square_root(void) { return VL_VLAD_FLAG_SQUARE_ROOT; }
/// The code of single-precision numbers.
static inline vl_type pilotage_vl_float(void) { return VL_TYPE_FLOAT; }
/// Plain Euclidean distance.
static inline VlVectorComparisonType pilotage_vl_l2(void) { return VlDistanceL2; }
