// SPDX-License-Identifier: MIT
// kconfig-parity - compares the engine with a tree's own `conf`, byte for byte.
//
//   kconfig-parity TREE ARCH WORK PRELOAD KIND [COUNT [SEED]]
//
// KIND: bases (tinyconfig, all*config), defconfigs (all of the architecture), fragments (kernel/
// configs, arch/*/configs, selftests: each over defconfig), random (COUNT partial configurations,
// drawn by SEED), odd (COUNT with lines as people and other systems leave them), quick (bases, 30
// random and 10 odd ones). Prints what differs, then "PASS n" or "FAIL m
// of n". Both sides take the compilers from CROSS_COMPILE in the environment, as Kbuild does.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "common/files.h"
#include "judge.h"
#include "kconfig/dotconfig.h"
#include "kconfig/resolve.h"

namespace {

using namespace linuxbake;
using namespace linuxbake::kconfig;
namespace fs = std::filesystem;

struct Score {
  int total = 0;
  int failed = 0;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

void print_difference(const std::string& expected, const std::string& actual) {
  std::vector<std::string> left = lines_of(expected);
  std::vector<std::string> right = lines_of(actual);
  std::size_t shown = 0;
  for (std::size_t i = 0; i < std::max(left.size(), right.size()) && shown < 3; ++i) {
    const std::string l = i < left.size() ? left[i] : "(end)";
    const std::string r = i < right.size() ? right[i] : "(end)";
    if (l == r) continue;
    std::cout << "    line " << i + 1 << "\n      conf:   " << l << "\n      engine: " << r << "\n";
    ++shown;
  }
}

void compare(Score& score, const std::string& name, const Result<std::string>& expected,
             const Result<std::string>& actual) {
  ++score.total;
  if (expected && actual && *expected == *actual) return;
  if (!expected && !actual) return;  // both say that there is no answer
  ++score.failed;
  std::cout << "  differs: " << name << "\n";
  if (!expected) std::cout << "    conf: " << expected.error().text() << "\n";
  if (!actual) std::cout << "    engine: " << actual.error().text() << "\n";
  if (expected && actual) print_difference(*expected, *actual);
  std::cout.flush();
}

class Parity {
 public:
  Parity(const Tree& tree, const Judge& judge) : tree_(tree), judge_(judge), values_(*tree.model) {}

  Result<std::string> engine(std::string text) {
    const std::string_view kept = tree_.model->keep(std::move(text));
    values_.set_user_values(read_user_values(*tree_.model, kept, "case", nullptr));
    const Result<void> applied = settle(tree_, values_);
    if (!applied) return tl::unexpected(applied.error());
    return dotconfig_text(*tree_.model, values_);
  }

  void bases() {
    if (tree_.dialect.interviews) return interviewed_bases();
    for (const char* name : {"allnoconfig", "allyesconfig", "allmodconfig", "alldefconfig"}) {
      (void)base_config(tree_, values_, name);
      compare(score, name, judge_.resolve(std::string("--") + name, ""),
              dotconfig_text(*tree_.model, values_));
    }
    for (const char* name : {"tinyconfig", "defconfig"}) {
      (void)base_config(tree_, values_, name);
      compare(score, name, judge_.make(name), dotconfig_text(*tree_.model, values_));
    }
  }

  void interviewed_bases() {
    for (const auto& [name, mode] : {std::pair{"defconfig", "-D"}, std::pair{"allnoconfig", "-n"},
                                     std::pair{"allyesconfig", "-y"}}) {
      (void)base_config(tree_, values_, name);
      compare(score, name, judge_.resolve(mode, ""), dotconfig_text(*tree_.model, values_));
    }
  }

  void defconfigs() {
    const std::string directory =
        fmt::format("{}/arch/{}/configs", tree_.directory, tree_.source_arch);
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
      const std::string name = entry.path().filename();
      if (!entry.is_regular_file() || !name.ends_with("defconfig")) continue;
      compare(score, name, judge_.resolve("--defconfig=" + entry.path().string(), ""),
              engine(read_file(entry.path()).value()));
    }
  }

  void fragments() {
    std::vector<fs::path> found;
    for (const std::string& directory :
         {tree_.directory + "/kernel/configs",
          fmt::format("{}/arch/{}/configs", tree_.directory, tree_.source_arch),
          tree_.directory + "/tools/testing/selftests"}) {
      if (!fs::exists(directory)) continue;
      for (const auto& entry : fs::recursive_directory_iterator(directory))
        if (entry.is_regular_file() &&
            (entry.path().extension() == ".config" || entry.path().filename() == "config"))
          found.push_back(entry.path());
    }
    std::ranges::sort(found);
    (void)base_config(tree_, values_, "defconfig");
    const std::string base = dotconfig_text(*tree_.model, values_);
    for (const fs::path& fragment : found) {
      const std::string text = base + read_file(fragment).value();
      compare(score, fragment, judge_.resolve("--olddefconfig", text), engine(text));
    }
  }

  void random(int count, unsigned seed) {
    for (int i = 0; i < count; ++i) {
      std::mt19937 generator(seed + static_cast<unsigned>(i));
      const std::string text = random_config(generator);
      compare(score, fmt::format("random {}", seed + static_cast<unsigned>(i)),
              judge_.resolve(tree_.dialect.interviews ? "-o" : "--olddefconfig", text),
              engine(text));
    }
  }

  void odd(int count, unsigned seed) {
    for (int i = 0; i < count; ++i) {
      std::mt19937 generator(seed + static_cast<unsigned>(i));
      const std::string text = odd_config(generator);
      compare(score, fmt::format("odd {}", seed + static_cast<unsigned>(i)),
              judge_.resolve(tree_.dialect.interviews ? "-o" : "--olddefconfig", text),
              engine(text));
    }
  }

  Score score;

 private:
  static std::string random_value(Type type, std::mt19937& generator) {
    const auto pick = [&](unsigned bound) { return static_cast<unsigned>(generator() % bound); };
    switch (type) {
      case Type::boolean:
        return pick(3) == 0 ? "n" : "y";
      case Type::tristate:
        return std::string(1, "nmyy"[pick(4)]);
      case Type::integer:
        return std::to_string(static_cast<int>(pick(40'000)) - 100);
      case Type::hex:
        return fmt::format("0x{:x}", pick(0x7fffffff));
      case Type::string:
        return pick(2) == 0 ? "\"a \\\"b\\\\\"" : "\"\"";
      case Type::unknown:
        break;
    }
    return "y";
  }

  static std::string odd_line(const Symbol& symbol, std::mt19937& generator) {
    static const std::array logical = {"CONFIG_{}=y\r",
                                       "# CONFIG_{} is not set\r",
                                       "# CONFIG_{} is not settled",
                                       "#-CONFIG_{} is not set",
                                       "#CONFIG_{} is not set",
                                       "# CONFIG_{}  is not set",
                                       " CONFIG_{}=y",
                                       "CONFIG_{}=yes",
                                       "CONFIG_{}=Y",
                                       "CONFIG_{}=\"y\"",
                                       "CONFIG_{}=",
                                       "CONFIG_{}",
                                       "CONFIG_{}=n # why",
                                       "# CONFIG_{}=y",
                                       "CONFIG_{} = y",
                                       "#\tCONFIG_{} is not set",
                                       "CONFIG_{}=m\r",
                                       "export CONFIG_{}=y"};
    static const std::array numbers = {
        "CONFIG_{}=5\r", "CONFIG_{}=5 ",     "CONFIG_{}=05",    "CONFIG_{}=0x5",
        "CONFIG_{}=a0",  "CONFIG_{}=0XA0\r", "CONFIG_{}=+5",    "CONFIG_{}=-5",
        "CONFIG_{}=",    "CONFIG_{}=0x",     "CONFIG_{}=\"5\"", "# CONFIG_{} is not set",
        "CONFIG_{}=1f",  "CONFIG_{}=5 6"};
    static const std::array strings = {"CONFIG_{}=plain",     "CONFIG_{}=\"open",
                                       "CONFIG_{}=\"a\" b",   "CONFIG_{}=\"a\\\"b\\n\\\\\"\r",
                                       "CONFIG_{}=\"\"\r",    "CONFIG_{}=",
                                       "CONFIG_{}=\"a # b\"", "# CONFIG_{} is not set"};
    const auto line = [&](const auto& forms) {
      return fmt::format(fmt::runtime(forms[generator() % forms.size()]), symbol.name);
    };
    if (symbol.type == Type::boolean || symbol.type == Type::tristate) return line(logical);
    if (symbol.type != Type::string) return line(numbers);
    const bool is_long = generator() % 4 == 0;  // over the 1,023 bytes of a line of old trees
    if (is_long) return fmt::format("CONFIG_{}=\"{}\"", symbol.name, std::string(1'500, 'x'));
    return line(strings);
  }

  [[nodiscard]] std::string odd_config(std::mt19937& generator) const {
    const Model& model = *tree_.model;
    std::string text;
    for (int i = 0; i < 1'000; ++i) {
      const Symbol& symbol = model.symbols[1 + generator() % (model.symbols.size() - 1)];
      if (symbol.constant || symbol.is_choice || symbol.type == Type::unknown) continue;
      text += odd_line(symbol, generator) + "\n";
    }
    return text;
  }

  [[nodiscard]] std::string random_config(std::mt19937& generator) const {
    const Model& model = *tree_.model;
    const auto wanted = std::size_t{1} << (3 + generator() % 11);
    std::string text;
    for (std::size_t i = 0; i < wanted; ++i) {
      const Symbol& symbol = model.symbols[1 + generator() % (model.symbols.size() - 1)];
      if (symbol.constant || symbol.is_choice || symbol.type == Type::unknown) continue;
      text += assignment_line(fmt::format("CONFIG_{}", symbol.name),
                              random_value(symbol.type, generator)) +
              "\n";
    }
    return text;
  }

  const Tree& tree_;
  const Judge& judge_;
  Evaluator values_;
};

int report(const Result<Score>& score) {
  if (!score) {
    std::cerr << "kconfig-parity: " << score.error().text() << "\n";
    return 1;
  }
  if (score->failed == 0)
    std::cout << "PASS " << score->total << "\n";
  else
    std::cout << "FAIL " << score->failed << " of " << score->total << "\n";
  return score->failed == 0 && score->total > 0 ? 0 : 1;
}

Result<Score> run(const std::vector<std::string>& arguments) {
  TreeOptions options;
  options.directory = fs::canonical(arguments[0]);
  options.arch = arguments[1];
  if (const char* prefix = std::getenv("CROSS_COMPILE")) options.cross_compile = prefix;
  // First the judge: a Toybox tree is complete only when its Makefile has run.
  const Result<Judge> judge =
      Judge::prepare(options.directory, arguments[1], fs::absolute(arguments[2]), arguments[3]);
  if (!judge) return tl::unexpected(judge.error());
  const Result<Tree> tree = open_tree(options);
  if (!tree) return tl::unexpected(tree.error());
  Parity parity(*tree, *judge);
  const std::string& kind = arguments[4];
  if (kind == "bases" || kind == "quick") parity.bases();
  if (kind == "quick") parity.random(30, 1);
  if (kind == "quick") parity.odd(10, 1);
  if (kind == "defconfigs") parity.defconfigs();
  if (kind == "fragments") parity.fragments();
  const int count = arguments.size() > 5 ? std::stoi(arguments[5]) : 1;
  const unsigned seed = arguments.size() > 6 ? static_cast<unsigned>(std::stoul(arguments[6])) : 1;
  if (kind == "random") parity.random(count, seed);
  if (kind == "odd") parity.odd(count, seed);
  return parity.score;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 6) {
    std::cerr << "usage: kconfig-parity TREE ARCH WORK PRELOAD KIND [COUNT [SEED]]\n";
    return 2;
  }
  return report(run(std::vector<std::string>(argv + 1, argv + argc)));
}
