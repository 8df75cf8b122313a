#include <cblas.h>

// Debian's OpenBLAS carries LAPACK, but its headers belong to another package: the one routine in use is declared here.
// Eigenvalues and eigenvectors of a symmetric matrix by divide and conquer; the arguments are LAPACK's own.
void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
    const int *lwork, int *iwork, const int *liwork, int *info);

// The macro OPENBLAS_VERSION holds a string with trailing parts that Swift does not import.
static inline const char *openblas_description(void) { return openblas_get_config(); }
