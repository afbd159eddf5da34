// SPDX-License-Identifier: MIT
#include "bake/recipe.h"

#include <nlohmann/json.hpp>

#include "bake/fields.h"

namespace linuxbake::bake {
namespace {

void take_source(Fields& fields, SourceRecipe& source) {
  fields.take("source_link", source.link);
  fields.take("source_record", source.record);
  fields.take("source_fetch", source.fetch);
  fields.take("source_local", source.local);
  fields.take("source_marks", source.marks);
  fields.take("patches", source.patches);
}

void take_common(Fields& fields, Recipe& recipe) {
  fields.take("target", recipe.target);
  fields.take("name", recipe.name);
  fields.take("version", recipe.version);
  fields.take("arch", recipe.arch);
  fields.take("directory", recipe.directory);
  fields.take("tree", recipe.tree);
  fields.take("cache", recipe.cache);
  fields.take("cmake", recipe.cmake);
  fields.take("make", recipe.make);
  fields.take("jobs", recipe.jobs);
  take_source(fields, recipe.source);
  fields.take("records", recipe.records);
}

void take_tools(Fields& fields, Tools& tools) {
  fields.take("compiler", tools.compiler);
  fields.take("compiler_cxx", tools.compiler_cxx);
  fields.take("compiler_cache", tools.compiler_cache);
  fields.take("binutils", tools.binutils);
  fields.take("autoreconf", tools.autoreconf);
  fields.take("meson", tools.meson);
  fields.take("ninja", tools.ninja);
}

void take_package(Fields& fields, PackageRecipe& recipe) {
  fields.take("build_system", recipe.build_system);
  fields.take("in_source", recipe.in_source);
  fields.take("source_subdir", recipe.source_subdir);
  take_tools(fields, recipe.tools);
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

}  // namespace

Result<PackageRecipe> parse_package_recipe(std::string_view text, const std::string& file) {
  const Json object = parse_json_or_discard(text);
  if (!object.is_object()) return fail("is no recipe: it is no JSON object", file);
  const auto kind = object.find("kind");
  if (kind == object.end() || *kind != "package")
    return fail("is no recipe of a package: 'kind' has to be \"package\"", file);
  Fields fields(object);
  std::string known_kind;
  fields.take("kind", known_kind);
  PackageRecipe recipe;
  take_common(fields, recipe);
  take_package(fields, recipe);
  if (const std::string fault = fields.fault(); !fault.empty())
    return fail("is no recipe of a package: " + fault, file);
  return recipe;
}

}  // namespace linuxbake::bake
