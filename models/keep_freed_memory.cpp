#include "models/keep_freed_memory.hpp"

#if defined(__GLIBC__) || __has_include(<gnu/libc-version.h>)
#include <malloc.h>
#endif

namespace models {

void keep_freed_memory() {
#ifdef M_MMAP_MAX
  mallopt(M_MMAP_MAX, 0);         // large blocks come from the heap too, where they can be used again
  mallopt(M_TRIM_THRESHOLD, -1);  // and the heap never shrinks
#endif
}

}  // namespace models
