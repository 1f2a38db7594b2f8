#pragma once

namespace workers {

/// Whether this program's LibTorch was built for CUDA.
bool cuda_is_in();

}  // namespace workers
