// SPDX-License-Identifier: MIT
// ctest_selection.h - what the ctest that has started us was asked for, read off its command line.
//
// ctest reads the files of TEST_INCLUDE_FILES whatever it was asked for: also to list tests, or to
// run others. Who would boot a machine only to learn the names of tests asks here first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::boot {

struct CtestSelection {
  bool lists_only = false;  // -N, --show-only
  // Regular expressions. Each of -L and -LE counts, of -R and -E the last one.
  std::optional<std::string> names, other_names;  // -R, -E
  std::vector<std::string> labels, other_labels;  // -L, -LE
  friend bool operator==(const CtestSelection&, const CtestSelection&) = default;
};

// Of the words of a command line. What a preset says is not known: then everything is selected.
[[nodiscard]] CtestSelection ctest_selection(const std::vector<std::string>& words);
// Of the process that has started this one; nothing is left out if it is no ctest.
[[nodiscard]] CtestSelection ctest_selection_of_caller();

// Whether tests of a suite may be among those that run. `list` is what is known of its tests: a
// file of add_test() lines, maybe an old or an empty one.
[[nodiscard]] bool selects(const CtestSelection& selection, const std::string& suite,
                           const std::vector<std::string>& labels, std::string_view list);

}  // namespace linuxbake::boot
