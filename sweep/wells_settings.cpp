// What the wells of a study are: files, labels, folds, and the simulator of plates.

#include "sweep/setting_tables.hpp"

namespace sweep {

std::vector<SettingKey> wells_settings() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  using enum Kind;
  // Who sees pictures, and not only what a frozen backbone makes of them.
  const std::vector<std::string_view> pictures = {"cnn_wide", "cnn_deep", "linear", "mlp", "pca_logistic"};
  const auto choice = [&](std::string_view name, const char* usual, std::string_view about,
                          std::vector<std::string_view> choices,
                          std::vector<std::string_view> only_for = {}) {
    return SettingKey{name, CHOICE, usual, about, -kInfinity, kInfinity, choices, std::move(only_for)};
  };
  return {
      {"data.table", TEXT, "auto", "CSV file of readouts; auto: readouts.csv in the folder of images"},
      {"data.readout", TEXT, "auto",
       "column of the table that is predicted; auto: its first; all: a factor of every column"},
      {"data.file_names", TEXT, "auto",
       "how image files are named: metaxpress, cellomics, opera, or an expression with (?<well>...)"},
      {"data.plate_column", TEXT, "auto", "column of the table with the plate; auto: by its usual names"},
      {"data.well_column", TEXT, "auto", "column of the table with the well; auto: by its usual names"},
      {"data.channel", TEXT, "auto", "channel of the images, as files name it; auto: the only one"},
      choice("data.sites", "one", "images per well: the first site, or all, with one vote per well",
             {"one", "all"}),
      {"data.full_scale", NUMBER, 0,
       "grey value that counts as 1; 0: the largest that files of this depth hold", 0, 65535},
      choice(
          "data.scaling", "standard",
          "of grey values: mean 0 and variance 1, or [0, 1], over training wells; or fixed: full scale is 1",
          {"standard", "range", "fixed"}, pictures),
      choice(
          "data.binarisation", "median",
          "a well is positive above: the median or quantile of training wells, data.threshold, or 0 (sign)",
          {"median", "threshold", "quantile", "sign"}),
      {"data.threshold", NUMBER, 0, "for binarisation threshold, in units of the readout"},
      {"data.quantile", NUMBER, 0.5, "for binarisation quantile", 0, 1},
      choice("data.balance", "wells", "leave out wells of the larger class until both are equal, or none",
             {"wells", "none"}),
      {"data.balance_seed", INTEGER, 0, "another choice of the wells that are left out", 0, 1e9},
      {"data.least_wells", INTEGER, 15, "a readout with fewer wells than this after balancing is dropped", 4,
       1e6},
      choice("data.labels", "measured",
             "the readouts as measured, or permuted among wells: what chance gives",
             {"measured", "permuted"}),
      choice("data.protocol", "grouped",
             "split wells, then augment training wells; or the slides' own, which leaks: augment, then split "
             "images",
             {"grouped", "leaky-augment-then-split"}),
      choice("data.augmentation", "none",
             "mirrored copies of training images: none, one kind, or all four together",
             {"none", "left-right", "up-down", "both", "all"}),

      {"plate.wells", INTEGER, 96, "simulated plate: 96, 384 or 1536 wells", 96, 1536},
      {"plate.sites", INTEGER, 1, "images per well", 1, 64},
      {"plate.readouts", INTEGER, 50, "cytokines measured; the last two can't be used", 3, 1000},
      {"plate.responding", INTEGER, 20, "of them follow what the images show", 0, 998},
      {"plate.effect", NUMBER, 1, "how strongly those follow it", 0, 10},
      {"plate.noise", NUMBER, 1, "of the camera, and of readouts that follow the images", 0, 10},
      {"plate.edge_effect", NUMBER, 0.3, "how much darker images of wells at the edge are", 0, 0.9},
      {"plate.missing", NUMBER, 0.02, "share of readouts that are not there", 0, 0.9},
  };
}

}  // namespace sweep
