// SPDX-License-Identifier: MIT
// That lint names a line where, and only where, everything is the same without it: on small trees,
// drawn at random, each line is left out in turn and everything evaluated anew.
#include "kconfig/lint.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "kconfig/dotconfig.h"
#include "one_file.h"
#include "random_tree.h"

namespace linuxbake::kconfig {
namespace {

constexpr unsigned trees_to_lint = 300;
constexpr unsigned fragments = 4;  // for each tree
constexpr unsigned tree_numbers = 2;

// Numbers that depend on bools, and a bool that depends on them.
std::string text_of(RandomTree& random) {
  std::string text = random.text();
  for (unsigned i = 0; i < tree_numbers; ++i)
    text += fmt::format(
        "config N{}\n\tint \"n\"\n\tdefault 3 if A{}\n\tdefault 4\n"
        "\trange 2 5 if A{}\n\trange 3 9\n",
        i, random.pick(RandomTree::symbols), random.pick(RandomTree::symbols));
  return text + "config LAST\n\tbool \"last\"\n\tdefault y if N0 > 3\n\tdepends on N1 < 6\n";
}

ConfigFile lines_of(RandomTree& random, const std::string& name, unsigned count) {
  std::string text;
  for (unsigned i = 0; i < count; ++i) {
    const unsigned at = random.pick(RandomTree::symbols + tree_numbers + 2);
    if (at < RandomTree::symbols)
      text += fmt::format("CONFIG_A{}={}\n", at, "nmy"[random.pick(3)]);
    else if (at < RandomTree::symbols + tree_numbers)
      text += fmt::format("CONFIG_N{}={}\n", at - RandomTree::symbols, random.pick(11));
    else
      text += fmt::format("CONFIG_{}={}\n", at % 2 == 0 ? "LAST" : "MODULES", "ny"[random.pick(2)]);
  }
  return {name, *parse_assignments(text, name)};
}

std::string result_of(const Tree& tree, Evaluator& values, const ConfigFile& base,
                      const ConfigFile& fragment) {
  EXPECT_TRUE(apply_merge(tree, values, merge(base, {fragment})));
  return dotconfig_text(*tree.model, values);
}

std::set<std::uint32_t> truth(const Tree& tree, const ConfigFile& base,
                              const ConfigFile& fragment) {
  Evaluator values(*tree.model);
  const std::string whole = result_of(tree, values, base, fragment);
  std::set<std::uint32_t> idle;
  std::set<std::pair<std::string, std::string>> seen;
  for (const Assignment& line : fragment.assignments) {
    ConfigFile without = fragment;
    std::erase_if(without.assignments, [&](const Assignment& other) {
      return other.name == line.name && other.value == line.value;
    });
    const bool is_new = seen.emplace(line.name, line.value).second;
    if (!is_new || result_of(tree, values, base, without) == whole) idle.insert(line.line);
  }
  return idle;
}

TEST(Lint, NamesTheLinesWithoutWhichEverythingIsTheSame) {
  std::size_t idle = 0;
  std::size_t all = 0;
  for (unsigned seed = 0; seed < trees_to_lint; ++seed) {
    RandomTree random(seed);
    const std::string text = text_of(random);
    for (const Dialect& dialect : {dialects::linux_now, dialects::linux_before_6_11}) {
      Tree tree;
      tree.dialect = dialect;
      auto model = parsed(text, dialect);
      if (!model) continue;  // a cycle
      tree.model = *std::move(model);
      for (unsigned i = 0; i < fragments; ++i) {
        const ConfigFile base = lines_of(random, "base", 5);
        const ConfigFile fragment = lines_of(random, "fragment", 9);
        Evaluator values(*tree.model);
        const auto found = lint(tree, values, base, {fragment});
        ASSERT_TRUE(found);
        std::set<std::uint32_t> lines;
        for (const Error& one : *found) lines.insert(one.line);
        ASSERT_EQ(lines, truth(tree, base, fragment))
            << text << "base:\n"
            << merged_text(merge(base, {})) << "fragment:\n"
            << merged_text(merge(fragment, {})) << "seed " << seed << ", " << i;
        idle += lines.size();
        all += fragment.assignments.size();
      }
    }
  }
  EXPECT_GT(idle, all / 10);
  EXPECT_LT(idle, all - all / 10);
}

}  // namespace
}  // namespace linuxbake::kconfig
