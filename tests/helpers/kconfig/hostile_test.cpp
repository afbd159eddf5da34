// SPDX-License-Identifier: MIT
// Input that is made to hurt, where it is too large or too odd for a golden case.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "kconfig/evaluator.h"
#include "one_file.h"
#include "support/temporary_directory.h"

namespace linuxbake::kconfig {
namespace {

namespace fs = std::filesystem;

// Each symbol has the next one for its default; `step` is 1 or -1.
std::string chain(int length, int step) {
  std::string text;
  for (int i = 0; i < length; ++i)
    text += fmt::format("config A{}\n\tbool\n\tdefault A{}\n", i, i + step);
  return text;
}

TEST(Hostile, LongChainsAreErrorsInWhateverOrder) {
  for (const Dialect& dialect : {dialects::linux_now, dialects::linux_before_6_11})
    for (const int step : {1, -1}) {
      const auto model = parsed(chain(20'000, step), dialect);
      ASSERT_FALSE(model);
      EXPECT_EQ(model.error().message, "the chain of dependencies is too long");
      EXPECT_GT(model.error().line, 0U);
    }
}

TEST(Hostile, TheLongestChainsAreEvaluated) {
  for (const int step : {1, -1}) {
    const auto model = parsed(chain(7'000, step), dialects::linux_now);
    ASSERT_TRUE(model);
    Evaluator values(**model);
    EXPECT_EQ(values.tristate((*model)->find(step > 0 ? "A0" : "A6999")), Tristate::no);
  }
}

TEST(Hostile, ANamedPipeIsNotWaitedFor) {
  const TemporaryDirectory temporary;
  const fs::path& directory = temporary.path;
  ASSERT_EQ(mkfifo((directory / "pipe").c_str(), 0600), 0);
  const auto text = files_of_tree(directory.string())->read("pipe");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().message, "is no regular file");
}

}  // namespace
}  // namespace linuxbake::kconfig
