#ifndef M2M_BYTE_SEARCH_H
#define M2M_BYTE_SEARCH_H

#include <stddef.h>

/// The first place of `needle` in `haystack`, or NULL. glibc's memmem, which Swift does not import because it is
/// declared only under _GNU_SOURCE.
const void *m2m_find_bytes(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);

#endif
