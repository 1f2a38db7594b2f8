// The seal stands between damaged files and HDF5, which crashes on them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <sstream>

#include "results/checksum.hpp"
#include "results/incarnation.hpp"
#include "results/printable.hpp"
#include "results/results_file.hpp"
#include "results/seal.hpp"
#include "results/status.hpp"
#include "results/table.hpp"
#include "samples.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Access;
using results::Incarnation;
using results::ResultsFile;
using results::RowCheck;
using results::Seal;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class SealTest : public testing::Test {
 protected:
  void SetUp() override {
    samples::write_all(path_, study_);
    whole_ = read_text(path_);
    // As a person would find them: in the text at the file's beginning.
    std::istringstream lines(whole_.substr(0, Incarnation::kPlace));
    for (std::string line; std::getline(lines, line);) {
      h5::ByteRange range;
      if (std::sscanf(line.c_str(), "data %lu %lu", &range.first, &range.size) == 2) data_.push_back(range);
    }
  }
  bool is_data(std::size_t place) const {
    return std::any_of(data_.begin(), data_.end(),
                       [&](const auto& range) { return place >= range.first && place < range.end(); });
  }
  /// What opening a file of these bytes says; "" when it opens.
  std::string refusal(const std::string& bytes) const {
    const std::string path = folder_ / "changed.h5";
    write_text(path, bytes);
    try {
      ResultsFile(path, Access::READ).verify();
      return "";
    } catch (const sweep::InputError& error) {
      return error.what();
    }
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
  sweep::Study study_ = samples::study();
  std::string whole_;
  std::vector<h5::ByteRange> data_;
};

TEST_F(SealTest, SaysInWordsWhatTheFileIs) {
  EXPECT_THAT(whole_, StartsWith("gridsweep results file, schema 2\n"));
  EXPECT_THAT(whole_.substr(0, 1024), HasSubstr("\nsize " + std::to_string(whole_.size()) + "\n"));
  EXPECT_EQ(whole_.substr(Seal::kBytes, 4), "\x89HDF");
  EXPECT_EQ(data_.size(), 10U);  // trials, six curves, logits, labels, splits
}

TEST_F(SealTest, LargeArraysBeginAtPages) {
  const std::string path = folder_ / "large.h5";
  ResultsFile::create(path, study_, sweep::Grid(study_), {2000, 3000, 2});
  std::istringstream lines(read_text(path).substr(0, Incarnation::kPlace));
  int arrays = 0;
  for (std::string line; std::getline(lines, line);) {
    h5::ByteRange range;
    if (std::sscanf(line.c_str(), "data %lu %lu", &range.first, &range.size) != 2) continue;
    ++arrays;
    EXPECT_EQ(range.first % 4096, 0U) << line;
  }
  EXPECT_EQ(arrays, 10);
}

TEST_F(SealTest, NamesOfSamplesAreUnderIt) {
  const std::string path = folder_ / "wells.h5";
  ResultsFile::create(path, study_, sweep::Grid(study_), {1, 3, 2, {"A01", "some plate:B02", "P24"}});
  std::string bytes = read_text(path);
  bytes.replace(bytes.find("B02"), 3, "B03");
  write_text(path, bytes);
  EXPECT_THROW(ResultsFile(path, results::Access::READ), sweep::InputError);
}

TEST_F(SealTest, AnyFlippedBitOutsideTheArraysIsFoundAndNoneInsideStopsReading) {
  std::size_t inside = 0;
  std::string bytes = whole_;
  for (std::size_t i = 0; i < whole_.size(); i += i < Seal::kBytes / 2 ? 1 : 5) {
    bytes[i] = static_cast<char>(bytes[i] ^ (1 << (i % 8)));
    if (is_data(i)) {
      if (++inside % 9 == 0) {
        EXPECT_EQ(refusal(bytes), "") << "byte " << i;
      }
    } else {
      EXPECT_THAT(refusal(bytes), StartsWith(folder_ / "changed.h5: ")) << "byte " << i;
    }
    bytes[i] = whole_[i];
  }
  EXPECT_GT(inside, 12U * 576U / 5);
}

TEST_F(SealTest, TheMessageSaysWhatToDo) {
  std::string bytes = whole_;
  bytes[Seal::kBytes + 100] ^= 1;
  EXPECT_THAT(refusal(bytes),
              AllOf(HasSubstr("its structure was changed or damaged after gridsweep made it (bytes "
                              "outside its arrays)"),
                    HasSubstr("backup"), HasSubstr("another --out"), Not(HasSubstr("\n"))));
}

TEST_F(SealTest, AnotherLengthIsFound) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{31}, std::size_t{1024}, Seal::kBytes - 1,
                                 Seal::kBytes, whole_.size() / 2, whole_.size() - 1}) {
    EXPECT_NE(refusal(whole_.substr(0, size)), "") << size;
  }
  EXPECT_THAT(refusal(whole_ + '\0'), HasSubstr("bytes, and was made with "));
  EXPECT_NE(refusal(whole_ + whole_), "");
}

TEST_F(SealTest, PiecesOfAnotherFileAreFound) {
  // Each half is from a whole results file.
  std::string text = samples::kStudy;
  text.replace(text.find("name: small"), 11, "name: other");
  samples::write_all(folder_ / "other.h5", samples::study(text));
  const std::string other = read_text(folder_ / "other.h5");
  ASSERT_EQ(other.size(), whole_.size());
  EXPECT_NE(refusal(whole_.substr(0, Seal::kBytes) + other.substr(Seal::kBytes)), "");
}

TEST_F(SealTest, RecordsAndIncarnationsDoNotTouchIt) {
  ResultsFile::begin_incarnation(path_);
  ResultsFile(path_, Access::WRITE).write({3}, samples::record(sweep::Grid(study_), {3}, 2, 1));
  EXPECT_EQ(ResultsFile(path_, Access::READ).verify()[3], RowCheck::WHOLE);
  EXPECT_TRUE(read_text(path_).substr(0, Incarnation::kPlace) == whole_.substr(0, Incarnation::kPlace));
}

TEST_F(SealTest, RowsOfAnyBytesWithARightChecksumAreReadWithoutHarm) {
  // 12 rows of 576 bytes without arrays: the checksum is of the row alone, so it can be made right again.
  ResultsFile::create(folder_ / "rows.h5", study_, sweep::Grid(study_), {0, 0, 2});
  const std::string empty = read_text(folder_ / "rows.h5");
  const std::size_t rows = empty.find(sweep::Grid(study_)[sweep::Row{0}].id.hex());
  const results::RowLayout layout(ResultsFile(folder_ / "rows.h5", Access::READ).columns());
  const std::size_t row_bytes = layout.row_bytes();
  const std::size_t checksum_place = layout.fields()[layout.checksum()].offset;
  std::mt19937 random(1);
  const std::string extremes("\x00\xff\x7f\x80\xf0\x1b\xc2", 7);
  int whole = 0;
  for (int round = 0; round < 60; ++round) {
    std::string bytes = empty;
    for (std::size_t row = 0; row < 12; ++row) {
      char* const begin = &bytes[rows + row * row_bytes];
      for (std::size_t i = round % 2 == 0 ? 0 : 17; i < row_bytes; ++i) {
        begin[i] = round % 3 == 0 ? extremes[random() % extremes.size()] : static_cast<char>(random());
      }
      begin[16] = static_cast<char>(random() % 6);
      std::memset(begin + checksum_place, 0, 4);
      results::Checksum checksum;
      checksum.add(std::as_bytes(std::span(begin, row_bytes)));
      const std::uint32_t value = checksum.value();
      std::memcpy(begin + checksum_place, &value, 4);
    }
    write_text(path_, bytes);
    ResultsFile file(path_, Access::READ);
    for (const RowCheck check : file.verify()) whole += check == RowCheck::WHOLE ? 1 : 0;
    for (const std::string& text : {results::status_text(file, 1.7e9),
                                    results::table(results::Summary(file), results::TableFormat::TEXT)}) {
      std::string lines = text;
      std::replace(lines.begin(), lines.end(), '\n', ' ');
      EXPECT_EQ(results::printable(lines), lines);
    }
    for (std::uint32_t row = 0; row < 12; ++row) file.read({row});
    file.relation_to(sweep::Grid(study_), {0, 0, 2});
    ResultsFile::grow(path_, study_, sweep::Grid(study_), {3, 2, 2});
    ResultsFile::repair(path_);
  }
  EXPECT_GT(whole, 200);
}

TEST(Printable, KeepsWhatATerminalMayShow) {
  EXPECT_EQ(results::printable("naïve ± 3 €, 😀"), "naïve ± 3 €, 😀");
  EXPECT_EQ(results::printable("two\nlines\tand\x1b[2J"), "two lines and?[2J");
  const std::string marks(7, '?');
  EXPECT_EQ(results::printable("\xff\xc3(\xe2\x82\xed\xa0\x80\xc0\x80"),
            "?"
            "?(" +
                marks);
  EXPECT_EQ(results::printable("\xc2\x9b"), "?");
}

TEST_F(SealTest, H5pyMayOpenTheFileForWritingButNotAddToIt) {
  const auto python = [&](const std::string& statement) {
    const std::string command = std::string(GRIDSWEEP_PYTHON) + " -c \"import h5py\nf = h5py.File('" + path_ +
                                "', 'r+')\n" + statement + "\"";
    return std::system(command.c_str());
  };
  ASSERT_EQ(python("f.close()"), 0);
  EXPECT_EQ(ResultsFile(path_, Access::READ).verify()[3], RowCheck::WHOLE);
  ASSERT_EQ(python("f.attrs['note'] = 'mine'"), 0);
  EXPECT_THAT(refusal(read_text(path_)), HasSubstr("changed or damaged"));
}

}  // namespace
