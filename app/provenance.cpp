#include "app/provenance.hpp"

#include <torch/version.h>

#include "workers/comm/mpi_session.hpp"

namespace app {

results::Provenance provenance() {
  return {GRIDSWEEP_COMMIT, {{"libtorch", TORCH_VERSION}, {"mpi", comm::MpiSession::library_version()}}};
}

}  // namespace app
