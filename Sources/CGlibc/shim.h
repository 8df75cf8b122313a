// Swift's own module of the C library is made without _GNU_SOURCE and so leaves out renameat2(2).
extern int renameat2(int old_directory, const char *old_path, int new_directory, const char *new_path, unsigned flags);

// Exchanges two names at once; -1 with errno where that cannot be. -100 is AT_FDCWD, 2 is RENAME_EXCHANGE.
static inline int exchange_paths(const char *one, const char *other) {
    return renameat2(-100, one, -100, other, 2);
}
