# Flags shared by all our targets. Header folders of dependencies are SYSTEM, so -Werror judges only our code.
add_library(gridsweep_flags INTERFACE)
target_compile_options(gridsweep_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror
  -Wno-error=deprecated-declarations)  # a newer LibTorch may deprecate what 1.13 has nothing else for
target_include_directories(gridsweep_flags INTERFACE ${PROJECT_SOURCE_DIR})

# LibTorch, with its headers out of reach of -Werror and its own flags (it adds -D_GLIBCXX_USE_CXX11_ABI).
add_library(gridsweep_torch INTERFACE)
target_link_libraries(gridsweep_torch INTERFACE torch)
target_include_directories(gridsweep_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
separate_arguments(torch_flags NATIVE_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(gridsweep_torch INTERFACE ${torch_flags} $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)  # the latter lets ccache see through the PCH

if(OpenMP_CXX_FOUND)
  target_link_libraries(gridsweep_torch INTERFACE OpenMP::OpenMP_CXX)
endif()

add_library(gridsweep_random123 INTERFACE)
target_include_directories(gridsweep_random123 SYSTEM INTERFACE ${RANDOM123_INCLUDE_DIR})

# torch/torch.h takes about 20 s to parse: it is compiled once, here, and reused by every target that asks.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/torch_pch.cpp CONTENT "// Exists to own the precompiled header.\n")  # written only once
add_library(gridsweep_torch_pch OBJECT ${CMAKE_BINARY_DIR}/torch_pch.cpp)
target_link_libraries(gridsweep_torch_pch PUBLIC gridsweep_flags gridsweep_torch)
target_precompile_headers(gridsweep_torch_pch PRIVATE <torch/torch.h>)

# gridsweep_library(NAME SOURCES … LIBRARIES … [TORCH]): the library of one folder.
function(gridsweep_library name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(gridsweep_${name} STATIC ${ARG_SOURCES})
  target_link_libraries(gridsweep_${name} PUBLIC gridsweep_flags ${ARG_LIBRARIES})
  if(ARG_TORCH)
    target_link_libraries(gridsweep_${name} PUBLIC gridsweep_torch)
    target_precompile_headers(gridsweep_${name} REUSE_FROM gridsweep_torch_pch)
  endif()
endfunction()

option(GRIDSWEEP_SANITIZED "The flags ask for sanitizers" OFF)

# gridsweep_program(NAME SOURCES … LIBRARIES … [TORCH]): a test or benchmark program.
function(gridsweep_program name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE gridsweep_flags ${ARG_LIBRARIES})
  if(GRIDSWEEP_SANITIZED)
    target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/sanitizers/keep_loaded.cpp)
    target_link_options(${name} PRIVATE -Wl,--export-dynamic-symbol=dlclose)
  endif()
  if(ARG_TORCH)
    target_link_libraries(${name} PRIVATE gridsweep_torch)
    target_precompile_headers(${name} REUSE_FROM gridsweep_torch_pch)
  endif()
endfunction()
