#include <torch/version.h>
#include <yaml-cpp/yaml.h>

#include <boost/version.hpp>
#include <iostream>

#include "app/commands.hpp"
#include "results/h5/file.hpp"
#include "workers/comm/mpi_session.hpp"
#include "workers/comm/nccl_communicator.hpp"
#include "workers/device.hpp"

namespace app {

int version() {
  std::cout << "gridsweep " << GRIDSWEEP_VERSION << " (" << GRIDSWEEP_COMMIT << ")\n"
            << "LibTorch  " << TORCH_VERSION << '\n'
            << "CUDA      " << (workers::cuda_is_in() ? "yes" : "no") << '\n'
            << "NCCL      " << comm::nccl_version() << '\n'
            << "MPI       " << comm::MpiSession::library_version() << '\n'
            << "HDF5      " << h5::hdf5_version() << '\n'
            << "Boost     " << BOOST_VERSION / 100000 << '.' << BOOST_VERSION / 100 % 1000 << '\n';
  return DONE;
}

}  // namespace app
