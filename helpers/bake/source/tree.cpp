// SPDX-License-Identifier: MIT
#include "bake/source/tree.h"

#include <fmt/format.h>

#include <cstdlib>

#include "bake/record/record.h"
#include "bake/source/kconfig_part.h"
#include "common/files.h"
#include "common/sha256.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

// ccache would look at the time stamp of the wrapper, which is new in every build directory, and
// not at the specs and the gcc behind it.
void tell_ccache(const std::string& identity) {
  ::setenv("CCACHE_COMPILERCHECK", ("string:" + sha256(identity)).c_str(), 1);
}

}  // namespace

std::string note(const Recipe& recipe, const char* name) {
  return read_file(recipe.directory / name).value_or("");
}

Result<void> write_note(const Recipe& recipe, const char* name, const std::string& text) {
  return write_file_if_different(recipe.directory / name, text).map([](bool) {});
}

void remove_note(const Recipe& recipe, const char* name) {
  std::error_code ignored;
  fs::remove(recipe.directory / name, ignored);
}

// Not the directory itself: it is the working directory of the step.
Result<void> empty_tree(const Recipe& recipe) {
  remove_note(recipe, "built-once");
  std::error_code problem;
  if (!fs::exists(recipe.tree, problem)) return {};
  for (const fs::directory_entry& entry : fs::directory_iterator(recipe.tree, problem)) {
    fs::remove_all(entry.path(), problem);
    if (problem) return fail("cannot be removed: " + problem.message(), entry.path().string());
  }
  return {};
}

Result<void> renew_tree(const Recipe& recipe, const Source& source, const Compiler& compiler,
                        const Console& console) {
  const Result<std::string> records = lines_of_records(recipe.records, "");
  if (!records) return tl::unexpected(records.error());
  std::string identity =
      fmt::format("{}\n{}\n{}\n{}", recipe.arch, compiler.in_words, compiler.identity, *records);
  tell_ccache(identity);
  identity += whole_of(source.tree).string() + "\n";
  const std::string previous = note(recipe, "tree-of");
  if (previous != identity) {
    if (!previous.empty()) console.say("another source or compiler: the tree is built anew");
    remove_note(recipe, "configured");
    if (const auto emptied = empty_tree(recipe); !emptied) return emptied;
    if (const auto noted = write_note(recipe, "tree-of", identity); !noted) return noted;
  }
  std::error_code problem;
  fs::create_directories(recipe.tree, problem);
  if (problem) return fail("cannot be made: " + problem.message(), recipe.tree.string());
  return {};
}

}  // namespace linuxbake::bake
