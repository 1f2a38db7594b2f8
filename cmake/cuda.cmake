# Our kernels (the .cu files). Included before find_package(Torch): a CUDA LibTorch enables the language as well, but then
# overwrites architectures and flags for its own headers, which our .cu files do not include. Absent where there is no
# toolkit; where there is one but LibTorch is for CPUs, they are compiled and linked, and never called.
set(GRIDSWEEP_CUDA AUTO CACHE STRING "Compile our CUDA kernels: AUTO (where nvcc is found), ON or OFF")
set_property(CACHE GRIDSWEEP_CUDA PROPERTY STRINGS AUTO ON OFF)
set(GRIDSWEEP_HAS_CUDA OFF)

if(NOT GRIDSWEEP_CUDA STREQUAL "OFF")
  if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES AND NOT DEFINED ENV{CUDAARCHS})
    set(CMAKE_CUDA_ARCHITECTURES 80 90)  # machine code for A100 and H100, and PTX for what comes after
  endif()
  if(NOT DEFINED CMAKE_CUDA_COMPILER_LAUNCHER)
    set(CMAKE_CUDA_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
  endif()
  include(CheckLanguage)
  check_language(CUDA)
  if(CMAKE_CUDA_COMPILER)
    enable_language(CUDA)
    find_package(CUDAToolkit QUIET)
  endif()
  if(CMAKE_CUDA_COMPILER_ID STREQUAL "NVIDIA" AND TARGET CUDA::cudart)
    set(GRIDSWEEP_HAS_CUDA ON)
    set(gridsweep_cuda_architectures ${CMAKE_CUDA_ARCHITECTURES})
    set(gridsweep_cuda_flags "${CMAKE_CUDA_FLAGS}")
    if(NOT DEFINED CMAKE_CUDA20_STANDARD_COMPILE_OPTION)  # CMake 3.25 does not know that nvcc has it
      set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION -std=c++20)
    endif()
    set(CMAKE_CUDA_RUNTIME_LIBRARY Shared)  # LibTorch's own choice: one runtime in the process, not two
  elseif(GRIDSWEEP_CUDA STREQUAL "ON")
    message(FATAL_ERROR "GRIDSWEEP_CUDA is ON, but no working nvcc with its runtime library was found: set CUDACXX or PATH, or leave it at AUTO")
  endif()
endif()

# After find_package(Torch): its flags for .cu files are not for ours.
macro(gridsweep_after_torch)
  if(GRIDSWEEP_HAS_CUDA)
    set(CMAKE_CUDA_ARCHITECTURES ${gridsweep_cuda_architectures})
    set(CMAKE_CUDA_FLAGS "${gridsweep_cuda_flags}")
  endif()
  set(GRIDSWEEP_TORCH_CUDA OFF)
  if(TARGET c10_cuda)
    set(GRIDSWEEP_TORCH_CUDA ON)
  endif()
  message(STATUS "CUDA: kernels ${GRIDSWEEP_HAS_CUDA}, in LibTorch ${GRIDSWEEP_TORCH_CUDA}")
endmacro()

# gridsweep_kernels(FOLDER SOURCES…): the .cu files of a folder's library, in a library of their own that sees neither
# LibTorch's flags nor those for our C++. Arithmetic is as IEEE has it, and fused only where the source says so.
function(gridsweep_kernels name)
  if(NOT GRIDSWEEP_HAS_CUDA)
    return()
  endif()
  add_library(gridsweep_${name}_kernels STATIC ${ARGN})
  target_include_directories(gridsweep_${name}_kernels PRIVATE ${PROJECT_SOURCE_DIR})
  set_target_properties(gridsweep_${name}_kernels PROPERTIES CUDA_STANDARD 20 CUDA_STANDARD_REQUIRED ON CUDA_EXTENSIONS OFF)
  target_compile_options(gridsweep_${name}_kernels PRIVATE
    -fmad=false -ftz=false -prec-div=true -prec-sqrt=true -Werror=all-warnings -Xcompiler=-Wall,-Wextra,-Werror)
  target_link_libraries(gridsweep_${name}_kernels PRIVATE CUDA::cudart)
  target_link_libraries(gridsweep_${name} PRIVATE gridsweep_${name}_kernels)
endfunction()
