#include "results/report/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "results/report/html.hpp"

namespace {

using results::Page;
using results::TableLines;
using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

Page page() {
  Page page;
  page.header.name = "a <b> & \"c\"";
  page.header.study_text = "name: x\nsettings: {} # <script>alert(1)</script>\n";
  page.header.overrides = "data.snr=5\ndata.sampling={parts: real}";
  page.header.settings = "data.snr: 5\n";
  page.header.versions = {{"hdf5", "1.10"}};
  page.file = "results.h5";
  page.in_short = {"24-fold is enough."};
  TableLines table{
      {{"SNR", "what"}, {"5", "<td>"}}, {TableLines::Align::RIGHT, TableLines::Align::LEFT}, {"n & m"}};
  page.parts.push_back({{.question = "How few?",
                         .sentences = {"So few."},
                         .tables = {table},
                         .more_tables = {table},
                         .commands = {"table FILE --format csv"}},
                        {{"roc", "<svg id='x'/>", "A caption."}}});
  return page;
}

TEST(Base64, IsThatOfRfc4648) {
  const auto encoded = [](const std::string& text) {
    const std::string picture = results::html::picture(text, "");
    const std::size_t begin = picture.find("base64,") + 7;
    return picture.substr(begin, picture.find('"', begin) - begin);
  };
  EXPECT_EQ(encoded(""), "");
  EXPECT_EQ(encoded("f"), "Zg==");
  EXPECT_EQ(encoded("fo"), "Zm8=");
  EXPECT_EQ(encoded("foo"), "Zm9v");
  EXPECT_EQ(encoded("foob"), "Zm9vYg==");
  EXPECT_EQ(encoded("fooba"), "Zm9vYmE=");
  EXPECT_EQ(encoded("foobar"), "Zm9vYmFy");
  EXPECT_EQ(encoded("\xff\xfe\xfd"), "//79");
}

TEST(Page, NothingInItIsTakenForMarkup) {
  const std::string html = page().html();
  EXPECT_THAT(html, HasSubstr("<h1>a &lt;b&gt; &amp; &quot;c&quot;</h1>"));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(html, HasSubstr("<td>&lt;td&gt;</td>"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
}

TEST(Page, EveryElementThatOpensCloses) {
  const std::string html = page().html();
  for (const std::string tag :
       {"html",    "head",  "body", "main", "header", "section", "h2",         "table",
        "thead",   "tbody", "tr",   "td",   "th",     "figure",  "figcaption", "details",
        "summary", "ul",    "ol",   "li",   "nav",    "pre"}) {
    EXPECT_EQ(count(html, "<" + tag + ">") + count(html, "<" + tag + " "), count(html, "</" + tag + ">"))
        << tag;
  }
}

TEST(Page, SaysHowToGetItsNumbersAndHowToRunTheStudyAgain) {
  const std::string html = page().html();
  EXPECT_THAT(html, HasSubstr("gridsweep table results.h5 --format csv\n"));
  EXPECT_THAT(html, HasSubstr("gridsweep plot results.h5 --figure roc --out roc.pdf --data\n"));
  EXPECT_THAT(html, HasSubstr("mpirun -n RANKS gridsweep run study.yaml --out results.h5 data.snr=5 "
                              "'data.sampling={parts: real}'\n"));
}

TEST(Page, NeedsNothingFromElsewhere) {
  const std::string html = page().html();
  EXPECT_EQ(count(html, "src="), count(html, "src=\"data:"));
  EXPECT_EQ(count(html, "href="), count(html, "href=\"data:") + count(html, "href=\"#"));
  EXPECT_THAT(html, Not(HasSubstr("url(")));
  EXPECT_THAT(html, Not(HasSubstr("@import")));
}

}  // namespace
