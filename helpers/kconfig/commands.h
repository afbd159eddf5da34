// SPDX-License-Identifier: MIT
// commands.h - what each command of linuxbake-kconfig does, behind its command line.
#pragma once

#include <string>
#include <vector>

#include "common/result.h"
#include "kconfig/tree.h"

namespace linuxbake::kconfig {

inline constexpr const char* program = "linuxbake-kconfig";

struct Options {
  std::string base, config, output, base_output, provenance, symbol, other_tree;
  std::vector<std::string> base_fragments;  // belong to the base
  std::vector<std::string> fragments;
  std::vector<std::string> files;   // without a keyword before them
  std::vector<std::string> shared;  // those of them that others have written for many kernels
  TreeOptions tree;
  bool no_cache = false;
  bool strict = false;
  bool check = false;
  bool apply = false;
  bool json = false;
  std::size_t alternatives = 3;
};

// An input cannot be used: a tree, a configuration, a fragment. No question was answered.
inline constexpr int exit_unreadable = 3;

// Each gives the exit code, or the error that it ended with.
Result<int> run_merge(const Options& options);
Result<int> run_check(const Options& options);
Result<int> run_savefragment(const Options& options);
Result<int> run_resolve(const Options& options);
Result<int> run_fix(const Options& options);
Result<int> run_minimize(const Options& options);
Result<int> run_explain(const Options& options);
Result<int> run_lint(const Options& options);
Result<int> run_diff(const Options& options);

}  // namespace linuxbake::kconfig
