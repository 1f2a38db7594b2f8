#include "sim/image_files.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <tuple>

#include "sim/in_quotes.hpp"
#include "sim/well_name.hpp"

namespace sim {
namespace {

namespace fs = std::filesystem;

using Names = std::vector<std::string>;

/// Names of the TIFF files in a folder, in order.
Names tiff_files(const std::string& folder) {
  std::error_code error;
  Names files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::string ending = entry->path().extension().string();
    for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    std::error_code unknown;                                                 // a dangling link is no file
    const bool hidden = entry->path().filename().string().starts_with('.');  // what macOS leaves beside files
    if ((ending == ".tif" || ending == ".tiff") && !hidden && entry->is_regular_file(unknown))
      files.push_back(entry->path().filename().string());
  }
  if (error)
    throw std::invalid_argument(folder + ": can't be read (" + error.message() +
                                "): must be a folder of TIFF files");
  if (files.empty()) throw std::invalid_argument(folder + ": has no .tif or .tiff files in it");
  std::sort(files.begin(), files.end());
  return files;
}

ImageNames names_for(const PlateFiles& wanted, const Names& files) {
  if (wanted.file_names != "auto") return ImageNames(wanted.file_names);
  try {
    return ImageNames::fitting_most(files);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(wanted.images + ": " + error.what());
  }
}

/// The files whose names fit; the others are listed in the notes.
std::vector<ImageFile> named(const PlateFiles& wanted, Names& notes) {
  const Names files = tiff_files(wanted.images);
  const ImageNames names = names_for(wanted, files);
  std::vector<ImageFile> images;
  Names others;
  for (const std::string& file : files) {
    if (auto name = names.parse(file))
      images.push_back({file, *std::move(name)});
    else
      others.push_back(file);
  }
  if (images.empty())
    throw std::invalid_argument(wanted.images + ": none of the " + std::to_string(files.size()) +
                                " file names fits " + in_quotes(names.text()) + ": one of them is " +
                                in_quotes(files.front()));
  if (!others.empty())
    notes.push_back(std::to_string(others.size()) + " of " + std::to_string(files.size()) +
                    " file names do not fit " + in_quotes(names.text()) +
                    " and are left out: " + in_quotes(others));
  return images;
}

void keep_channel(const PlateFiles& wanted, std::vector<ImageFile>& images) {
  std::set<std::string> found;
  for (const ImageFile& image : images) found.insert(image.name.channel);
  const Names channels(found.begin(), found.end());
  if (wanted.channel == "auto") {
    if (channels.size() == 1) return;
    throw std::invalid_argument(wanted.images + ": has pictures of several channels, " + in_quotes(channels) +
                                ": say which by data.channel");
  }
  if (!found.contains(wanted.channel))
    throw std::invalid_argument(wanted.images + ": has no channel " + in_quotes(wanted.channel) +
                                ": its channels are " + in_quotes(channels));
  std::erase_if(images, [&](const ImageFile& image) { return image.name.channel != wanted.channel; });
}

void sort(const PlateFiles& wanted, std::vector<ImageFile>& images) {
  const auto place = [](const ImageFile& i) { return std::tie(i.name.plate, i.name.well); };
  std::stable_sort(images.begin(), images.end(), [&](const ImageFile& a, const ImageFile& b) {
    return place(a) != place(b) ? place(a) < place(b) : site_before(a.name.site, b.name.site);
  });
  const auto twice = std::adjacent_find(
      images.begin(), images.end(), [&](const ImageFile& a, const ImageFile& b) { return a.name == b.name; });
  if (twice != images.end())
    throw std::invalid_argument(wanted.images + ": " + in_quotes(twice->file) + " and " +
                                in_quotes((twice + 1)->file) + " are both of well " +
                                well_name({twice->name.plate, twice->name.well}) + ", site " +
                                in_quotes(twice->name.site) +
                                ", as the file names say: one must go, or "
                                "data.file_names must tell them apart");
}

}  // namespace

std::vector<ImageFile> find_image_files(const PlateFiles& wanted, std::vector<std::string>& notes) {
  std::vector<ImageFile> images = named(wanted, notes);
  keep_channel(wanted, images);
  sort(wanted, images);
  return images;
}

}  // namespace sim
