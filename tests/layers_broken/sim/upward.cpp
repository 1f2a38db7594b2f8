// Read by the test of layers.py, never compiled: sim/ must not know the sweep.
#include "sweep/grid.hpp"
