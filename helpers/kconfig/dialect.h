// SPDX-License-Identifier: MIT
// dialect.h - how the trees' Kconfig differs, in one table.
//
// The language and the values have one implementation. Where trees differ, the code asks for one of
// these properties, never for a tree or a version; a further tree is a further row.
//
// Two of the differences are large and have files of their own:
//  - choice_is_symbol: finalize_choice_symbols.cpp, evaluator_choice_symbols.cpp
//  - interviews: interview.cpp
#pragma once

#include <cstddef>
#include <string_view>

namespace linuxbake::kconfig {

struct Dialect {
  // The text. Without macros it is the language of 2005: no $(...) and no assignments; "enable" is
  // select, "requires" is "depends on", which needs no "on"; '.' and '/' belong to words, and
  // titles and file names need no quotes.
  bool has_macros = true;
  // Without macros, as Linux before 4.18: "option env" gives a symbol the value of a variable, and
  // $NAME in titles and file names stands for that; "imply" and "visible", but no "enable".
  bool has_environment_symbols = false;

  // A choice is a symbol with a value of its own: its members depend on it, it may be m and then so
  // may they, and what a user asks of a member is also asked of it. Since Linux 6.11 it is only a
  // list of bools of which one is y.
  bool choice_is_symbol = false;
  // A number without value or default is 0, not empty.
  bool numbers_begin_at_zero = true;
  // A number that the user asked for outside its range counts as not asked for; else it is clamped.
  bool drops_numbers_out_of_range = false;
  // An imply gives y although what the symbol depends on is m, and m is y where y implies it.
  bool implies_regardless = false;
  // = and != compare letters only: 0x10 is not 16.
  bool compares_letters = false;

  // How a .config is read. "# CONFIG_X is not settled" says what "# CONFIG_X is not set" says.
  bool ignores_what_follows_not_set = false;
  // "#-CONFIG_X is not set" does, too.
  bool takes_any_second_letter = false;
  // A carriage return before the end of a line is no part of it: else no number ends in one.
  bool drops_carriage_returns = true;
  // What is longer is taken for several lines.
  std::size_t longest_line = std::string_view::npos;
  // Of a symbol that a .config names twice the first line holds, not the last.
  bool first_line_holds = false;
  // .config has a line for every symbol, not only for those that are visible or have a value.
  bool writes_every_symbol = false;
  // ... and at each of its definitions, not only at the first.
  bool writes_at_each_definition = false;
  // "# CONFIG_X is not set" also where a default says so of what is not visible, and a line for the
  // symbol of "option defconfig_list".
  bool writes_what_is_not_visible = false;
  // "# end of General setup" behind a menu; also behind one that has no entries.
  bool marks_ends_of_menus = true;
  bool marks_ends_of_empty_menus = true;
  // The name in the heading of .config, where it has one: "# Busybox version: ".
  std::string_view name_in_heading = {};

  // There is no olddefconfig: `conf` asks, and each answer holds before the next question.
  bool interviews = false;
  // allnoconfig and allyesconfig ask everything twice, and do not care for what was answered.
  bool asks_twice = false;
};

namespace dialects {

inline constexpr Dialect linux_now{};

inline constexpr Dialect linux_before_6_11{
    .choice_is_symbol = true,
    .numbers_begin_at_zero = false,
    .drops_numbers_out_of_range = true,
};

inline constexpr Dialect linux_before_6_8 = [] {
  Dialect dialect = linux_before_6_11;
  dialect.ignores_what_follows_not_set = true;
  return dialect;
}();

inline constexpr Dialect linux_before_6_0 = [] {
  Dialect dialect = linux_before_6_8;
  dialect.takes_any_second_letter = true;
  dialect.marks_ends_of_empty_menus = false;
  return dialect;
}();

inline constexpr Dialect linux_before_5_7 = [] {
  Dialect dialect = linux_before_6_0;
  dialect.implies_regardless = true;
  return dialect;
}();

inline constexpr Dialect linux_before_5_2 = [] {
  Dialect dialect = linux_before_5_7;
  dialect.marks_ends_of_menus = false;
  return dialect;
}();

inline constexpr Dialect linux_before_4_18 = [] {
  Dialect dialect = linux_before_5_2;
  dialect.has_macros = false;
  dialect.has_environment_symbols = true;
  return dialect;
}();

inline constexpr Dialect linux_before_4_17 = [] {
  Dialect dialect = linux_before_4_18;
  dialect.writes_what_is_not_visible = true;
  return dialect;
}();

// What BusyBox and Toybox have in common: the Kconfig of 2005.
inline constexpr Dialect of_2005{
    .has_macros = false,
    .choice_is_symbol = true,
    .numbers_begin_at_zero = false,
    .drops_numbers_out_of_range = true,
    .compares_letters = true,
    .ignores_what_follows_not_set = true,
    .longest_line = 1023,
    .first_line_holds = true,
    .writes_every_symbol = true,
    .interviews = true,
};

inline constexpr Dialect busybox = [] {
  Dialect dialect = of_2005;
  dialect.takes_any_second_letter = true;
  dialect.drops_carriage_returns = false;
  dialect.writes_at_each_definition = true;
  dialect.name_in_heading = "Busybox";
  dialect.asks_twice = true;
  return dialect;
}();

inline constexpr Dialect toybox = [] {
  Dialect dialect = of_2005;
  dialect.name_in_heading = "ToyBox";
  return dialect;
}();

}  // namespace dialects
}  // namespace linuxbake::kconfig
