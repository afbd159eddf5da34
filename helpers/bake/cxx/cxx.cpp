// SPDX-License-Identifier: MIT
#include "bake/cxx/cxx.h"

#include <nlohmann/json.hpp>

#include "bake/cxx/build.h"
#include "bake/cxx/inputs.h"
#include "bake/cxx/sysroot.h"
#include "bake/record/record.h"
#include "bake/record/sums.h"
#include "bake/step/prepare.h"
#include "bake/step/renew.h"

namespace linuxbake::bake {
namespace {

Result<void> make_runtime(const CxxJob& job, const std::string& inputs) {
  WantedDirectory runtime{
      job.runtime(), inputs, "libc++ " + job.source.version, {}, !job.recipe.source.local.empty()};
  runtime.make = [&](const Path& directory) { return build_runtime(job, directory); };
  return renew_unless_current(job.recipe, runtime, job.runtime(), job.console);
}

Result<void> record_sysroot(const CxxJob& job, const std::string& clang) {
  const CxxRecipe& recipe = job.recipe;
  Result<Json> record = record_of(
      recipe, {clang, job.source.version, {{"libc++.a", job.sysroot() / "usr/lib/libc++.a"}}});
  if (!record) return tl::unexpected(record.error());
  const auto wrapper = wrapper_in_record({recipe.configuration, recipe.wrapper}, recipe.flags);
  if (!wrapper) return tl::unexpected(wrapper.error());
  const Result<std::string> sums = sums_of_directory(job.sysroot());
  if (!sums) return tl::unexpected(sums.error());
  record->update({{"wrapper", *wrapper}, {"sysroot", *sums}});
  return write_record(recipe, *record);
}

}  // namespace

Result<void> configure_cxx(const CxxRecipe& recipe, const Console& console) {
  return prepare(recipe, console).map([](const Prepared&) {});
}

Result<void> build_cxx(const CxxRecipe& recipe, const Console& console) {
  const Result<Prepared> prepared = prepare(recipe, console);
  if (!prepared) return tl::unexpected(prepared.error());
  const CxxJob job{{recipe, prepared->source, console}};
  const Result<std::string> clang = clang_identity(recipe, prepared->compiler);
  if (!clang) return tl::unexpected(clang.error());
  const Result<std::string> inputs = cxx_inputs(job, *clang);
  if (!inputs) return tl::unexpected(inputs.error());
  return make_runtime(job, *inputs)
      .and_then([&] { return write_sysroot(job, true); })
      .and_then([&] { return write_compilers(job); })
      .and_then([&] { return record_sysroot(job, *clang); })
      .and_then([&] { return note_current(recipe, *inputs); });
}

}  // namespace linuxbake::bake
