#pragma once

// Marks a plain loop worth compiling for several widths of vector registers: one binary serves every CPU, the
// loader picks the widest version that the machine has. Sanitizers cannot follow that choice; other compilers
// and processors do without.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define MODELS_WIDEST __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MODELS_WIDEST
#endif
