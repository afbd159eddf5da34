// SPDX-License-Identifier: MIT
// test_tree.h - the tests of a build tree, as `ctest --show-only=json-v1` lists them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::report::ci {

struct TreeTest {
  std::string name;
  std::vector<std::string> labels, depends;
  std::vector<std::string> fixtures_required, fixtures_setup, fixtures_cleanup;
  unsigned processors = 1;
  bool runs_alone = false;   // RUN_SERIAL
  bool is_disabled = false;  // DISABLED: ctest does not run it

  friend bool operator==(const TreeTest&, const TreeTest&) = default;
};

// The place of a test in the list, from 1, is its number: what `ctest -I` is given.
// Errors: the text is something else, or two tests have one name, which no report tells apart.
[[nodiscard]] Result<std::vector<TreeTest>> parse_test_tree(std::string_view json);

// Asks ctest, which is found in PATH. `options` are further words of its command line: -C, -L,
// -R... Errors: it fails, or there are no tests.
[[nodiscard]] Result<std::vector<TreeTest>> list_tests(const std::filesystem::path& build,
                                                       const std::vector<std::string>& options);

}  // namespace linuxbake::report::ci
