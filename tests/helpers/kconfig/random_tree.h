// SPDX-License-Identifier: MIT
// random_tree.h - small Kconfig trees, drawn at random: MODULES, and A0 to A6, bools and tristates
// that depend on each other, select and imply each other; the last three may be a choice.
#pragma once

#include <fmt/format.h>

#include <array>
#include <random>
#include <string>

namespace linuxbake::kconfig {

class RandomTree {
 public:
  static constexpr unsigned symbols = 7;

  explicit RandomTree(unsigned seed) : generator_(seed) {}

  std::string text() {
    std::string text = "config MODULES\n\tbool \"modules\"\n\tmodules\n";
    for (unsigned i = 0; i < symbols; ++i) {
      const bool chosen = i >= symbols - 3 && has_choice_;
      if (i == symbols - 3 && (has_choice_ = one_in(3)))
        text += fmt::format("choice\n\tprompt \"choice\"\n{}", depends(i));
      text += has_choice_ && i >= symbols - 3 ? member(i) : entry(i);
      if (i == symbols - 1 && (chosen || has_choice_)) text += "endchoice\n";
    }
    return text;
  }

  unsigned pick(unsigned bound) { return static_cast<unsigned>(generator_() % bound); }

 private:
  bool one_in(unsigned bound) { return pick(bound) == 0; }

  std::string operand(unsigned below) {
    const std::string name = fmt::format("A{}", pick(below));
    if (one_in(8)) {
      constexpr std::array operators = {"=", "!=", "<", "<=", ">", ">="};
      return fmt::format("{} {} A{}", name, operators[pick(operators.size())], pick(below));
    }
    return one_in(4) ? "!" + name : one_in(8) ? name + "=m" : one_in(8) ? name + "!=y" : name;
  }
  std::string expression(unsigned below) {
    if (one_in(2)) return operand(below);
    return fmt::format("{} {} {}", operand(below), one_in(2) ? "&&" : "||", operand(below));
  }
  std::string depends(unsigned i) {
    return i > 0 && one_in(2) ? fmt::format("\tdepends on {}\n", expression(i)) : "";
  }
  std::string member(unsigned i) {
    return fmt::format("config A{}\n\tbool \"a\"\n", i) + depends(i);
  }
  std::string entry(unsigned i) {
    std::string text = fmt::format("config A{}\n\t{}{}\n", i, one_in(2) ? "bool" : "tristate",
                                   one_in(4) ? "" : " \"a\"");
    text += depends(i);
    if (i + 1 < symbols && one_in(3))
      text +=
          fmt::format("\t{} A{}{}\n", one_in(4) ? "imply" : "select", i + 1 + pick(symbols - i - 1),
                      i > 0 && one_in(3) ? " if " + expression(i) : "");
    if (one_in(4)) text += fmt::format("\tdefault {}\n", i > 0 && one_in(2) ? operand(i) : "y");
    return text;
  }

  std::mt19937 generator_;
  bool has_choice_ = false;
};

}  // namespace linuxbake::kconfig
