// SPDX-License-Identifier: MIT
#include "bake/musl/musl.h"

#include <nlohmann/json.hpp>

#include "bake/musl/build.h"
#include "bake/musl/inputs.h"
#include "bake/musl/wrapper.h"
#include "bake/record/record.h"
#include "bake/record/sums.h"
#include "bake/step/prepare.h"
#include "bake/step/renew.h"

namespace linuxbake::bake {
namespace {

Result<Prepared> prepare_both(const MuslRecipe& recipe, const Console& console) {
  return fetch_if_away(recipe.headers, "linux", SourceExtent::kconfig_part).and_then([&] {
    return prepare(recipe, console);
  });
}

Path libc(const MuslJob& job) {
  return job.sysroot() / "lib/libc.a";
}

Result<void> make_sysroot(const MuslJob& job, const std::string& inputs) {
  const MuslRecipe& recipe = job.recipe;
  WantedDirectory sysroot{job.sysroot(),
                          inputs,
                          "musl " + job.source.version,
                          {},
                          !recipe.source.local.empty() || !recipe.headers.local.empty()};
  sysroot.make = [&](const Path& directory) {
    return fetch_if_away(recipe.headers, "linux", SourceExtent::whole).and_then([&] {
      return build_sysroot(job, directory);
    });
  };
  return renew_unless_current(recipe, sysroot, libc(job), job.console);
}

// The kernel's headers may be those of a tree of the user's own, and change while libc.a stays.
Result<void> record_sysroot(const MuslJob& job, const Compiler& compiler) {
  const MuslRecipe& recipe = job.recipe;
  Result<Json> record =
      record_of(recipe, {compiler.in_words, job.source.version, {{"libc.a", libc(job)}}});
  if (!record) return tl::unexpected(record.error());
  const Result<Json> headers = origin_of(recipe.headers.record);
  if (!headers) return tl::unexpected(headers.error());
  const auto wrapper = wrapper_in_record({recipe.wrapper, recipe.specs}, recipe.pie_flags);
  if (!wrapper) return tl::unexpected(wrapper.error());
  const Result<std::string> sums = sums_of_directory(job.sysroot(), specs_name);
  if (!sums) return tl::unexpected(sums.error());
  record->update({{"headers", *headers}, {"wrapper", *wrapper}, {"sysroot", *sums}});
  return write_record(recipe, *record);
}

}  // namespace

Result<void> configure_musl(const MuslRecipe& recipe, const Console& console) {
  return prepare_both(recipe, console).map([](const Prepared&) {});
}

Result<void> build_musl(const MuslRecipe& recipe, const Console& console) {
  const Result<Prepared> prepared = prepare_both(recipe, console);
  if (!prepared) return tl::unexpected(prepared.error());
  const MuslJob job{{recipe, prepared->source, console}};
  const Result<std::string> inputs = musl_inputs(job, prepared->compiler);
  if (!inputs) return tl::unexpected(inputs.error());
  return make_sysroot(job, *inputs)
      .and_then([&] { return write_wrapper(job); })
      .and_then([&] { return record_sysroot(job, prepared->compiler); })
      .and_then([&] { return note_current(recipe, *inputs); });
}

}  // namespace linuxbake::bake
