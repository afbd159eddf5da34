// SPDX-License-Identifier: MIT
#include "bake/kbuild/build.h"

#include "bake/kbuild/compile.h"
#include "bake/kbuild/configure.h"
#include "bake/kbuild/confirm.h"
#include "bake/kbuild/inputs.h"
#include "bake/kbuild/kept_configuration.h"
#include "bake/kbuild/outputs.h"
#include "bake/results/store.h"

namespace linuxbake::bake::kbuild {
namespace {

Result<void> deliver_from_tree(const Job& job, const std::string& key) {
  return deliver(job, key, products_in_tree(job));
}

Result<void> build_own_source(const Job& job) {
  const auto confirmed =
      renew_configuration(job).and_then([&] { return confirm_configuration(job); });
  if (!confirmed) return tl::unexpected(confirmed.error());
  const Result<Wanted> wanted = wanted_result(job);
  if (!wanted) return tl::unexpected(wanted.error());
  return compile(job, wanted->read_files).and_then([&] {
    return deliver_from_tree(job, wanted->key);
  });
}

Result<void> compile_and_keep(const Job& job, const Wanted& wanted, const Store& store) {
  Store::Files files;
  for (const auto& [name, file] : products_in_tree(job)) files.emplace_back(name, file);
  return compile(job, wanted.read_files)
      .and_then([&] { return store.keep(wanted.key, wanted.inputs, files); })
      .and_then([&] { return deliver_from_tree(job, wanted.key); });
}

Result<bool> done(const Result<void>& end) {
  return end.map([] { return true; });
}

// Make may have changed the configuration: then it is another result.
Result<void> confirm_and_compile(const Job& job, const Wanted& wanted, const Store& store) {
  const Result<bool> changed = confirm_configuration(job);
  if (!changed) return tl::unexpected(changed.error());
  if (!*changed) return compile_and_keep(job, wanted, store);
  const Result<Wanted> other = wanted_result(job);
  if (!other) return tl::unexpected(other.error());
  const Result<FileLock> lock = store.lock(other->key);
  if (!lock) return tl::unexpected(lock.error());
  return compile_and_keep(job, *other, store);
}

Result<bool> take_or_compile(const Job& job, const Wanted& wanted) {
  const Store store(job.recipe.cache, job.console);
  const Result<FileLock> lock = store.lock(wanted.key);
  if (!lock) return tl::unexpected(lock.error());
  const std::optional<Path> entry = store.find(wanted.key);
  if (!entry && (job.source.is_part || is_taken(job))) return false;
  if (!entry) return done(confirm_and_compile(job, wanted, store));
  job.console.say(job.what() + " was built before, taken from the cache");
  return done(deliver(job, wanted.key, products_in_entry(job, *entry)));
}

}  // namespace

Result<bool> build(const Job& job) {
  // Somebody removed the tree, or the compiler is another one.
  if (!std::filesystem::exists(job.config()))
    if (const auto configured = configure(job); !configured)
      return tl::unexpected(configured.error());
  if (job.has_own_source()) return done(build_own_source(job));
  const Result<Wanted> wanted = wanted_result(job);
  if (!wanted) return tl::unexpected(wanted.error());
  if (outputs_are_current(job, wanted->key)) return done(record_outputs(job));
  return take_or_compile(job, *wanted);
}

}  // namespace linuxbake::bake::kbuild
