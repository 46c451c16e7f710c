#include "xml_support.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local ptrdiff_t bytes_held;
static _Thread_local void *current_loader;

void m2m_xml_free(void *block) {
    bytes_held -= (ptrdiff_t)malloc_usable_size(block);
    free(block);
}

void *m2m_xml_malloc(size_t size) {
    void *block = malloc(size);
    bytes_held += (ptrdiff_t)malloc_usable_size(block);
    return block;
}

void *m2m_xml_realloc(void *block, size_t size) {
    ptrdiff_t before = (ptrdiff_t)malloc_usable_size(block);
    void *moved = realloc(block, size);
    if (moved != NULL) {
        bytes_held += (ptrdiff_t)malloc_usable_size(moved) - before;
    } else if (size == 0) {
        bytes_held -= before;
    }
    return moved;
}

char *m2m_xml_strdup(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = m2m_xml_malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}

ptrdiff_t m2m_xml_bytes_held(void) { return bytes_held; }

void *m2m_xml_loader(void) { return current_loader; }

void m2m_xml_set_loader(void *loader) { current_loader = loader; }
