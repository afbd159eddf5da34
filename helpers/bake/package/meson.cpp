// SPDX-License-Identifier: MIT
#include "bake/package/meson.h"

#include <fmt/format.h>

#include "bake/package/unix_words.h"
#include "common/files.h"

namespace linuxbake::bake {
namespace {

Path own_cross_file(const Job& job) {
  return job.recipe.tree / "meson.cross";
}

}  // namespace

std::string meson_list(const std::string& words) {
  std::string list;
  for (const std::string& word : unix_words(words)) {
    if (!list.empty()) list += ", ";
    list += "'" + with_replaced(word, "'", "\\'") + "'";
  }
  return list.empty() ? "['']" : "[" + list + "]";
}

Result<void> write_own_cross_file(const Job& job, const Flags& flags) {
  const std::string compile = meson_list(flags.cflags), link = meson_list(flags.ldflags);
  const std::string text = fmt::format(
      "[binaries]\npkg-config = '{0}'\npkgconfig = '{0}'\n[built-in options]\n"
      "c_args = {1}\ncpp_args = {1}\nc_link_args = {2}\ncpp_link_args = {2}\n",
      job.pkg_config().string(), compile, link);
  return write_file_if_different(own_cross_file(job), text).map([](bool) {});
}

Command meson_command(const Job& job) {
  const PackageRecipe& recipe = job.recipe;
  Words words = {recipe.meson,
                 "setup",
                 job.build(),
                 job.source.tree / recipe.source_subdir,
                 "--cross-file=" + recipe.cross_file.string(),
                 "--cross-file=" + own_cross_file(job).string(),
                 "--prefix=/usr",
                 "--libdir=lib",
                 "--buildtype=minsize",
                 "-Ddebug=false",
                 "--wrap-mode=nodownload"};
  words.insert(words.end(), recipe.configure.begin(), recipe.configure.end());
  return {words, job.build(), {{"NINJA", recipe.ninja}}};
}

}  // namespace linuxbake::bake
