#include "allocations.h"

#include <stddef.h>

// The C library's own, under the names by which it offers them to whoever stands in front of it (malloc(3), "Replacing
// malloc" in the manual of glibc).
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

static _Thread_local unsigned long allocations;

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    allocations++;
    return __libc_realloc(memory, size);
}

unsigned long berth_allocations(void) { return allocations; }
