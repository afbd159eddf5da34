// SPDX-License-Identifier: MIT
#include "bake/kbuild/kept_configuration.h"

#include <fmt/format.h>

#include "bake/host/file_hash.h"
#include "bake/remote/settings.h"
#include "bake/results/store.h"
#include "bake/source/tree.h"
#include "common/files.h"
#include "common/programs.h"
#include "common/sha256.h"

namespace linuxbake::bake::kbuild {
namespace {

constexpr const char* name_in_entry = "config";
constexpr const char* note_of_origin = "configuration";  // "taken" or "own", at first neither

std::string hash_of_program(const char* name) {
  const auto program = find_program(name);
  return program ? file_hash(*program).value_or("unreadable") : "none";
}

// The compiler of Rust is asked for its version, and compiles nothing: it is in no key of a result.
std::string inputs_of_entry(const Job& job, const std::string& inputs) {
  return fmt::format(
      "linuxbake-result 1\nkind linux-configuration\narch {}\ninputs {}\nrustc {}\nbindgen {}\n",
      job.recipe.arch, inputs, hash_of_program("rustc"), hash_of_program("bindgen"));
}

// A configuration that CONFIG_FIX completes says what it adds, and one that Kbuild makes asks
// Kbuild.
bool can_be_shared(const Job& job) {
  const KbuildRecipe& recipe = job.recipe;
  if (!job.is_of_linux() || job.has_own_source() || recipe.configured_by_make || recipe.fix)
    return false;
  const auto servers = remote::read_settings(recipe.cache.remotes);
  return servers && !servers->places.empty();
}

}  // namespace

Result<bool> take_configuration(const Job& job, const std::string& inputs) {
  if (!can_be_shared(job) || note(job.recipe, note_of_origin) == "own") return false;
  const auto entry =
      Store(job.recipe.cache, job.console).find(sha256(inputs_of_entry(job, inputs)));
  if (!entry) return false;
  return read_file(*entry / name_in_entry)
      .and_then([&](const std::string& text) {
        return write_file_if_different(job.resolved_config(), text);
      })
      .and_then([&](bool) { return write_note(job.recipe, note_of_origin, "taken"); })
      .map([] { return true; });
}

bool is_taken(const Job& job) {
  return note(job.recipe, note_of_origin) == "taken";
}

Result<void> keep_configuration(const Job& job, const std::string& inputs) {
  if (!can_be_shared(job)) return {};
  const std::string text = inputs_of_entry(job, inputs);
  return Store(job.recipe.cache, job.console)
      .keep(sha256(text), text, {{name_in_entry, job.resolved_config()}});
}

Result<void> make_own_configuration(const Job& job) {
  return write_note(job.recipe, note_of_origin, "own");
}

}  // namespace linuxbake::bake::kbuild
