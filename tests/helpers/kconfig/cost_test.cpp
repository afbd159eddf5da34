// SPDX-License-Identifier: MIT
// What may not cost an evaluation of everything for each line: a distribution's configuration has
// ten thousand of them. Counted in evaluations of everything, so that no host is too slow for it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "kconfig/dotconfig.h"
#include "kconfig/fix.h"
#include "kconfig/lint.h"
#include "kconfig/minimize.h"
#include "one_file.h"

namespace linuxbake::kconfig {
namespace {

constexpr int options = 4'000;
constexpr int choices = 300;
constexpr int numbers = 300;
constexpr int gap = 16;  // between lines that are missing

std::string large_tree() {
  std::string text = "mainmenu \"large\"\nconfig MODULES\n\tbool \"modules\"\n\tmodules\n";
  for (int i = 0; i < options; ++i)
    text += fmt::format("config A{}\n\ttristate \"a\"\n\tdepends on {} && X{}!=y\n", i,
                        i == 0 ? "MODULES" : fmt::format("A{}", (i - 1) / 2), i);
  for (int i = 0; i < choices; ++i)
    text += fmt::format(
        "choice\n\tprompt \"c\"\n\tdefault D{0}\nconfig C{0}\n\tbool \"c\"\nconfig D{0}\n\tbool "
        "\"d\"\n"
        "\tdepends on A{0}\nconfig E{0}\n\tbool \"e\"\nendchoice\n",
        i);
  for (int i = 0; i < numbers; ++i)
    text +=
        fmt::format("config N{0}\n\tint \"n\"\n\trange 1 9\n\tdefault 3 if A{0}\n\tdefault 4\n", i);
  return text;
}

// Everything is asked for, half of it in vain.
Assignments large_fragment() {
  std::string text = "CONFIG_MODULES=y\n";
  for (int i = 0; i < options; ++i) text += fmt::format("CONFIG_A{}={}\n", i, "ymn"[i % 3]);
  for (int i = 0; i < choices; ++i)
    text += fmt::format("CONFIG_C{0}={1}\nCONFIG_D{0}={2}\n# CONFIG_E{0} is not set\n", i,
                        "yn"[i % 2], "ny"[i % 2]);
  for (int i = 0; i < numbers; ++i) text += fmt::format("CONFIG_N{}={}\n", i, i % 5 + 1);
  return *parse_assignments(text, "large.config");
}

double processor_time() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

class Cost : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    tree_.dialect = GetParam() == "now" ? dialects::linux_now : dialects::linux_before_6_11;
    auto model = parsed(large_tree(), tree_.dialect);
    ASSERT_TRUE(model) << model.error().text();
    tree_.model = *std::move(model);
    values_ = std::make_unique<Evaluator>(*tree_.model);
    const double begin = processor_time();
    for (int i = 0; i < 10; ++i) {
      ASSERT_TRUE(apply_merge(tree_, *values_, merge(base_, {fragment_})));
      (void)dotconfig_text(*tree_.model, *values_);
    }
    one_ = (processor_time() - begin) / 10;
  }

  template <typename Work>
  [[nodiscard]] double evaluations(Work work) const {
    const double begin = processor_time();
    work();
    return (processor_time() - begin) / one_;
  }

  Tree tree_;
  std::unique_ptr<Evaluator> values_;
  const ConfigFile base_{"base", {}};
  const ConfigFile fragment_{"large.config", large_fragment()};
  double one_ = 0;
};

TEST_P(Cost, LintLooksAtALineNotAtEverythingForEachLine) {
  std::size_t found = 0;
  EXPECT_LT(evaluations([&] { found = lint(tree_, *values_, base_, {fragment_})->size(); }), 300);
  EXPECT_GT(found, 100U);
}

TEST_P(Cost, MinimizeDoesSo) {
  std::string text;
  EXPECT_LT(evaluations([&] { text = *minimize(tree_, *values_, merge(base_, {}), fragment_); }),
            1'500);
  EXPECT_GT(text.size(), 1000U);
}

// A distribution's configuration, from which some lines are missing that others depend on.
std::string gappy_fragment() {
  std::string text = "CONFIG_MODULES=y\n";
  for (int i = 0; i < options; ++i)
    if (i % gap != 0 || 2 * i + 1 >= options) text += fmt::format("CONFIG_A{}=y\n", i);
  for (int i = 0; i < choices; ++i) text += fmt::format("CONFIG_E{}=y\n", i);
  for (int i = 0; i < numbers; ++i) text += fmt::format("CONFIG_N{}={}\n", i, i % 5 + 1);
  return text;
}

// The solver has as much to do for a proof that there are no such lines: that is what both cost.
TEST_P(Cost, FixDoesSo) {
  if (!can_fix()) GTEST_SKIP() << "built without CaDiCaL";
  double cost = 0;
  const auto fix_of = [&](const std::string& text) {
    const std::vector<ConfigFile> files = {{"gappy.config", *parse_assignments(text, "gappy")}};
    EXPECT_TRUE(apply_merge(tree_, *values_, merge(base_, files)));
    const std::vector<Request> requests = requests_of(*tree_.model, files);
    Fix fixed;
    cost = evaluations([&] { fixed = fix(*tree_.model, *values_, requests, 1); });
    return fixed;
  };
  const Fix refused = fix_of(gappy_fragment() + "# CONFIG_A1000 is not set\n");
  ASSERT_EQ(refused.outcome, Fix::Outcome::impossible);
  EXPECT_EQ(refused.contradicting.size(), 2U);
  const double cost_of_proof = cost;
  EXPECT_LT(cost_of_proof, 3'000);
  const Fix repaired = fix_of(gappy_fragment());
  ASSERT_EQ(repaired.outcome, Fix::Outcome::proposed);
  EXPECT_EQ(repaired.proposals[0].lines.size(), (options / 2 - 1) / gap + 1U);
  EXPECT_LT(cost, 1.5 * cost_of_proof);
}

INSTANTIATE_TEST_SUITE_P(Dialects, Cost, testing::Values("now", "before_6_11"));

}  // namespace
}  // namespace linuxbake::kconfig
