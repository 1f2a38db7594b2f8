// A results file that is damaged anywhere, HDF5's own structures included: it reads, or an InputError says
// why not. The first byte chooses: below kSampleFiles, what follows are patches of that sample file, each an
// offset of three bytes, a length of one, and the bytes; otherwise what follows is the file.

#include <algorithm>
#include <span>
#include <string>

#include "sample_file.hpp"
#include "sweep/input_error.hpp"
#include "target.hpp"
#include "use_file.hpp"

namespace {

constexpr std::size_t kPatchHead = 4;

std::string patched(std::string file, std::span<const std::uint8_t> patches) {
  while (patches.size() > kPatchHead) {
    const std::size_t offset = (patches[0] | patches[1] << 8U | patches[2] << 16U) % file.size();
    const std::size_t length =
        std::min({std::size_t{patches[3]}, patches.size() - kPatchHead, file.size() - offset});
    std::copy_n(patches.begin() + kPatchHead, length, file.begin() + static_cast<std::ptrdiff_t>(offset));
    patches = patches.subspan(kPatchHead + length);
  }
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::span rest(data + 1, size - 1);
  const std::string file = data[0] < fuzz::kSampleFiles ? patched(fuzz::sample_file(data[0]), rest)
                                                        : std::string(rest.begin(), rest.end());
  const std::string& path = fuzz::put_into_memory(std::as_bytes(std::span(file)));
  try {
    fuzz::use_file(path);
  } catch (const sweep::InputError&) {
  }
  return 0;
}
