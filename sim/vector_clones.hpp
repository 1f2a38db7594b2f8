#pragma once

// A function marked SIM_VECTOR_CLONES is compiled for several x86-64 levels; the loader picks the best at
// start-up. Elsewhere (other processors, other compilers) it is compiled once, for the target given by the
// flags.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#define SIM_VECTOR_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SIM_VECTOR_CLONES
#endif
