#ifndef M2M_XML_SUPPORT_H
#define M2M_XML_SUPPORT_H

#include <stddef.h>

// What libxml2 keeps for the whole process, kept here for each thread: how much memory it holds, and who answers when
// it wants to open something. Swift has no thread-local variables, and each of these is asked for too often for
// pthread's keys.

/// For xmlMemSetup: the C library's allocator, which counts what this thread gets and gives back.
void m2m_xml_free(void *block);
void *m2m_xml_malloc(size_t size);
void *m2m_xml_realloc(void *block, size_t size);
char *m2m_xml_strdup(const char *text);

/// Bytes that this thread got and did not give back. What another thread gives back stays counted here, so that only
/// the difference of two answers within one piece of work means anything.
ptrdiff_t m2m_xml_bytes_held(void);

/// What this thread's `m2m_xml_set_loader` was last given; NULL to begin with.
void *m2m_xml_loader(void);
void m2m_xml_set_loader(void *loader);

#endif
