// SPDX-License-Identifier: MIT
#include "bake/recipe.h"

#include <fmt/format.h>

#include <algorithm>

#include "bake/fields.h"

namespace linuxbake::bake {
namespace {

void take_fetched(Fields& fields, const std::string& what, FetchedSource& source) {
  fields.take(what + "_link", source.link);
  fields.take(what + "_record", source.record);
  fields.take(what + "_fetch", source.fetch);
  fields.take(what + "_local", source.local);
}

void take_common(Fields& fields, Recipe& recipe) {
  fields.take("target", recipe.target);
  fields.take("name", recipe.name);
  fields.take("version", recipe.version);
  fields.take("arch", recipe.arch);
  fields.take("directory", recipe.directory);
  fields.take("tree", recipe.tree);
  fields.take("cache", recipe.cache.directory);
  fields.take("remotes", recipe.cache.remotes);
  fields.take("cmake", recipe.cmake);
  fields.take("make", recipe.make);
  fields.take("jobs", recipe.jobs);
  take_fetched(fields, "source", recipe.source);
  fields.take("source_marks", recipe.source.marks);
  fields.take("patches", recipe.source.patches);
  fields.take("records", recipe.records);
  fields.take_some("compiler", recipe.compiler);
  fields.take("compiler_cxx", recipe.compiler_cxx);
  fields.take("compiler_cache", recipe.compiler_cache);
  fields.take("binutils", recipe.binutils);
}

void take_own(Fields& fields, PackageRecipe& recipe) {
  fields.take("build_system", recipe.build_system);
  fields.take("in_source", recipe.in_source);
  fields.take("source_subdir", recipe.source_subdir);
  fields.take("autoreconf", recipe.autoreconf);
  fields.take("meson", recipe.meson);
  fields.take("ninja", recipe.ninja);
  fields.take("toolchain_file", recipe.toolchain_file);
  fields.take("cross_file", recipe.cross_file);
  fields.take("pkg_config", recipe.pkg_config);
  fields.take("build_triple", recipe.build_triple);
  fields.take("host_triple", recipe.host_triple);
  fields.take("configure", recipe.configure);
  fields.take("make_arguments", recipe.make_arguments);
  fields.take("install", recipe.install);
  fields.take("cflags", recipe.cflags);
  fields.take("ldflags", recipe.ldflags);
  fields.take("keep", recipe.keep);
  fields.take("inputs", recipe.inputs);
  fields.take("packages", recipe.packages);
  fields.take("native_packages", recipe.native_packages);
}

void take_own(Fields& fields, MuslRecipe& recipe) {
  take_fetched(fields, "headers", recipe.headers);
  fields.take("kbuild_arch", recipe.kbuild_arch);
  fields.take("triple", recipe.triple);
  fields.take_some("pie_flags", recipe.pie_flags);
  fields.take("own_libgcc", recipe.own_libgcc);
  fields.take("wrapper", recipe.wrapper);
  fields.take("specs", recipe.specs);
}

void take_own(Fields& fields, CxxRecipe& recipe) {
  fields.take("linker", recipe.linker);
  fields.take("libc_sysroot", recipe.libc_sysroot);
  fields.take("triple", recipe.triple);
  fields.take("flags", recipe.flags);
  fields.take("toolchain_file", recipe.toolchain_file);
  fields.take("wrapper", recipe.wrapper);
  fields.take("configuration", recipe.configuration);
  fields.take("settings", recipe.settings);
  fields.take("checks", recipe.checks);
}

// "<name>=<path>" each.
void take_named_paths(Fields& fields, const std::string& field, std::vector<NamedPath>& paths) {
  Words words;
  fields.take(field, words);
  for (const std::string& word : words) {
    const std::size_t end = std::min(word.find('='), word.size());
    paths.push_back({word.substr(0, end), word.substr(std::min(end + 1, word.size()))});
  }
}

void take_configuration(Fields& fields, KbuildRecipe& recipe) {
  fields.take("base", recipe.base);
  fields.take("base_fragments", recipe.base_fragments);
  fields.take("fragments", recipe.fragments);
  fields.take("shared_fragments", recipe.shared_fragments);
  fields.take("fix", recipe.fix);
  fields.take("configured_by_make", recipe.configured_by_make);
  fields.take("kconfig", recipe.kconfig);
  fields.take("kconfig_arguments", recipe.kconfig_arguments);
  fields.take("update", recipe.update);
  fields.take("saved_fragment", recipe.saved_fragment);
  fields.take("build_directory", recipe.build_directory);
}

void take_own(Fields& fields, KbuildRecipe& recipe) {
  take_configuration(fields, recipe);
  fields.take("make_arguments", recipe.make_arguments);
  fields.take("identity", recipe.identity);
  fields.take_some("goals", recipe.goals);
  take_named_paths(fields, "products", recipe.products);
  take_named_paths(fields, "outputs", recipe.outputs);
  fields.take("programs", recipe.programs);
  fields.take("in_tree", recipe.in_tree);
  fields.take("terminal", recipe.terminal);
  fields.take("host_files", recipe.host_files);
  fields.take("host_options", recipe.host_options);
  fields.take("guest_options", recipe.guest_options);
  fields.take("reading_options", recipe.reading_options);
  fields.take("modules", recipe.modules);
  fields.take("depmod", recipe.depmod);
}

// `kind` is the word in the file, `what` that of the messages.
template <typename KindRecipe>
Result<KindRecipe> parse(std::string_view text, const std::string& file, const char* kind,
                         const char* what) {
  const Result<std::string> found = kind_of_recipe(text, file);
  if (!found) return tl::unexpected(found.error());
  if (*found != kind)
    return fail(fmt::format("is no recipe of {}: 'kind' has to be \"{}\"", what, kind), file);
  KindRecipe recipe;
  const auto take_fields = [&](Fields& fields) {
    take_common(fields, recipe);
    take_own(fields, recipe);
  };
  return take_recipe(text, file, what, take_fields).map([&] { return recipe; });
}

}  // namespace

Result<PackageRecipe> parse_package_recipe(std::string_view text, const std::string& file) {
  return parse<PackageRecipe>(text, file, "package", "a package");
}

Result<MuslRecipe> parse_musl_recipe(std::string_view text, const std::string& file) {
  return parse<MuslRecipe>(text, file, "musl", "musl");
}

Result<CxxRecipe> parse_cxx_recipe(std::string_view text, const std::string& file) {
  return parse<CxxRecipe>(text, file, "cxx", "a C++ runtime");
}

Result<KbuildRecipe> parse_kbuild_recipe(std::string_view text, const std::string& file) {
  return parse<KbuildRecipe>(text, file, "kbuild", "a Kbuild tree");
}

}  // namespace linuxbake::bake
