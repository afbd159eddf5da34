// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "bake/host/command.h"
#include "bake/source/kconfig_part.h"
#include "bake/source/source.h"
#include "common/files.h"
#include "common/flat_json.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

bool is_there(const FetchedSource& source, SourceExtent extent) {
  std::error_code ignored;
  return fs::is_directory(source.link, ignored) && fs::exists(source.record, ignored) &&
         (extent == SourceExtent::kconfig_part ||
          !is_kconfig_part(fs::canonical(source.link, ignored)));
}

// That it is used today: helpers/bake/cache finds the least recently used by it.
void note_use(const FetchedSource& source) {
  std::error_code ignored;
  if (source.local.empty()) touch(fs::canonical(source.link, ignored).string() + ".complete");
}

Result<void> check(const Source& source, const Recipe& recipe) {
  const fs::path& tree = source.tree;
  if (tree.native().find_first_of(" \t:") != std::string::npos)
    return fail(
        fmt::format("{} cannot be built from a source whose path has a space or a colon:\n  {}\n"
                    "Set LINUXBAKE_CACHE_DIR to a directory without them.",
                    recipe.name, tree.string()));
  if (source.is_part) return {};
  for (const std::string& mark : recipe.source.marks)
    if (!fs::exists(tree / mark))
      return fail(fmt::format("'{}' is not the source of {}: there is no {} in it.", tree.string(),
                              recipe.name, mark));
  return {};
}

Result<Source> described(const fs::path& record, const std::string& pinned_version) {
  return read_file(record).and_then(parse_flat_json).map([&](const FlatObject& object) {
    const std::string version = flat_member<std::string>(object, "version");
    const bool is_known = !version.empty() && version != "local";
    return Source{
        {}, is_known ? version : pinned_version, flat_member<std::string>(object, "sha256"), false};
  });
}

}  // namespace

Result<std::string> recorded_hash(const fs::path& record) {
  return read_file(record).and_then(parse_flat_json).map([](const FlatObject& object) {
    return flat_member<std::string>(object, "sha256");
  });
}

Result<void> fetch_if_away(const FetchedSource& source, const std::string& name,
                           SourceExtent extent) {
  const Result<void> done = is_there(source, extent)
                                ? Result<void>()
                                : run_shown({source.fetch, {}, {}}, "fetching " + name);
  if (done) note_use(source);
  return done;
}

Result<Source> find_source(const Recipe& recipe, const Console& console, SourceExtent extent) {
  if (!recipe.source.patches.empty()) extent = SourceExtent::whole;
  if (const auto fetched = fetch_if_away(recipe.source, recipe.name, extent); !fetched)
    return tl::unexpected(fetched.error());
  Result<Source> source = described(recipe.source.record, recipe.version);
  if (!source) return source;
  source->tree = fs::canonical(recipe.source.link);
  source->is_part = is_kconfig_part(source->tree);
  if (!recipe.source.patches.empty()) {
    const Result<fs::path> patched = patched_tree(
        source->tree, fmt::format("{} {}", recipe.name, source->version), recipe, console);
    if (!patched) return tl::unexpected(patched.error());
    source->tree = *patched;
    touch(source->tree);
  }
  return check(*source, recipe).map([&] { return *source; });
}

}  // namespace linuxbake::bake
