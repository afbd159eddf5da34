// SPDX-License-Identifier: MIT
#include "bake/kbuild/kept.h"

#include "bake/kbuild/configure.h"
#include "bake/kbuild/inputs.h"
#include "bake/kbuild/outputs.h"
#include "bake/results/store.h"

namespace linuxbake::bake::kbuild {
namespace {

Result<bool> deliver_entry(const Job& job, const std::string& key) {
  const Store store(job.recipe.cache, job.console);
  const Result<FileLock> lock = store.lock(key);
  if (!lock) return tl::unexpected(lock.error());
  const std::optional<Path> entry = store.find(key);
  if (!entry) return false;
  job.console.say(job.what() + " was built before, taken from the cache");
  return deliver(job, key, products_in_entry(job, *entry)).map([] { return true; });
}

}  // namespace

Result<bool> deliver_kept(const Job& job) {
  if (!std::filesystem::exists(job.config()))
    if (const auto configured = configure(job); !configured)
      return tl::unexpected(configured.error());
  const Result<Wanted> wanted = wanted_result(job);
  if (!wanted) return tl::unexpected(wanted.error());
  if (outputs_are_current(job, wanted->key)) return record_outputs(job).map([] { return true; });
  return deliver_entry(job, wanted->key);
}

}  // namespace linuxbake::bake::kbuild
