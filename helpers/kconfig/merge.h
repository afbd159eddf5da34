// SPDX-License-Identifier: MIT
// merge.h - a base configuration and fragments become the input of `make olddefconfig`.
//
// The later assignment of a symbol holds. That a fragment changes the base is what it is for; that
// it changes what an earlier fragment asked for (or an earlier line of its own) is a contradiction,
// unless the comment '# override' or '# override: <reason>' stands on the line above it, or the
// earlier one was optional.
//
// The output holds each symbol once: first those of the base that no fragment sets, in the base's
// order, then those of the fragments, in the order of the assignments that hold. The order matters:
// of two members of a choice that are both y, `conf` takes the one that it reads last.
#pragma once

#include <string>
#include <vector>

#include "kconfig/assignments.h"

namespace linuxbake::kconfig {

struct MergedSymbol {
  Assignment final;      // the assignment that holds
  Assignments replaced;  // the earlier ones, the base's first; equal values are not listed
};

struct Merge {
  std::string base;
  std::vector<std::string> fragments;
  std::vector<MergedSymbol> symbols;  // in the order of the output
  std::vector<Error> contradictions;  // each at the later place, naming both
};

// A file that has been read.
struct ConfigFile {
  std::string path;
  Assignments assignments;
};

[[nodiscard]] Merge merge(const ConfigFile& base, const std::vector<ConfigFile>& fragments);

// The text for `.config`. It depends on the assignments alone, not on the paths of the files.
[[nodiscard]] std::string merged_text(const Merge& merged);

// Where each value comes from: {"base": path, "fragments": [path…], "symbols": {"CONFIG_X":
// {"value", "file", "line", "replaced": [{"value", "file", "line"}…]}}}, ending in a newline.
[[nodiscard]] std::string provenance_json(const Merge& merged);

}  // namespace linuxbake::kconfig
