# Every dependency is a Debian 12 package (scripts/install-packages lists them); nothing is vendored.
find_package(Threads REQUIRED)
find_package(MPI REQUIRED COMPONENTS C)
set(HDF5_PREFER_PARALLEL ON)
find_package(HDF5 REQUIRED COMPONENTS C)
if(NOT HDF5_IS_PARALLEL)
  message(FATAL_ERROR "HDF5 was built without MPI: install libhdf5-openmpi-dev, or point HDF5_ROOT at a parallel build")
endif()
find_package(yaml-cpp REQUIRED)
find_package(Boost REQUIRED COMPONENTS program_options regex)
find_package(TIFF REQUIRED)
find_package(ZLIB REQUIRED)
find_package(nlohmann_json REQUIRED)

# Debian's CMake package of libzip asks for tools that are packaged apart from it.
find_path(LIBZIP_INCLUDE_DIR zip.h REQUIRED)
find_library(LIBZIP_LIBRARY zip REQUIRED)
add_library(gridsweep_zip INTERFACE)
target_include_directories(gridsweep_zip SYSTEM INTERFACE ${LIBZIP_INCLUDE_DIR})
target_link_libraries(gridsweep_zip INTERFACE ${LIBZIP_LIBRARY})

# Decides between CPU and CUDA: point CMAKE_PREFIX_PATH at a CUDA LibTorch to use GPUs.
set(Torch_quiet ON)
find_package(Torch REQUIRED)
gridsweep_after_torch()

# at::parallel_for in our own sources is parallel only where they are compiled for OpenMP, as Debian's LibTorch is.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  find_package(OpenMP REQUIRED COMPONENTS CXX)
endif()

# Random123 is header-only and has no CMake package.
find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
