#pragma once

namespace models {

// Tells the C library to keep freed memory for the next allocation instead of handing it back to the system.
// A training step allocates its activations anew, gigabytes of them; without this the system clears every
// page at every step, which takes as long as the arithmetic (measured on the student: a step twice as
// long, docs/networks.md). For the whole process, once, before training. The price: a process stays as large
// as it ever was. Does nothing where the C library is not glibc.
void keep_freed_memory();

}  // namespace models
