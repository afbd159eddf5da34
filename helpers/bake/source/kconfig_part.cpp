// SPDX-License-Identifier: MIT
#include "bake/source/kconfig_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "bake/hash_of_kconfig_part.h"
#include "bake/host/command.h"
#include "bake/remote/settings.h"
#include "bake/results/store.h"
#include "bake/toolchain/content.h"
#include "common/files.h"
#include "common/flat_json.h"
#include "common/sha256.h"

namespace linuxbake::bake {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark_in_name = "+kconfig-";

// What linuxbake-fetch says of the source, without the network.
struct ExpectedSource {
  std::string sha256;
  fs::path tree;
  bool is_extracted = false;
};

Result<ExpectedSource> expected_source(const SourceToDeliver& source) {
  const Words words = {source.fetch,  "expect",     "--recipe",
                       source.recipe, "--settings", source.settings};
  return parse_flat_json(output_of(words)).map([](const FlatObject& object) {
    return ExpectedSource{flat_member<std::string>(object, "sha256"),
                          flat_member<std::string>(object, "tree"),
                          flat_member<bool>(object, "is_extracted")};
  });
}

Result<void> fetch(const SourceToDeliver& source, const std::optional<fs::path>& part) {
  Words words = {source.fetch, "source",        "--recipe",      source.recipe,
                 "--settings", source.settings, "--destination", source.destination,
                 "--record",   source.record};
  if (part) append(words, {"--tree", *part});
  return run_shown({words, {}, {}}, "fetching the source");
}

Result<void> copy_part(const fs::path& tree, const fs::path& to) {
  std::error_code problem;
  fs::recursive_directory_iterator place(tree, problem);
  for (const fs::recursive_directory_iterator end; !problem && place != end;
       place.increment(problem)) {
    const fs::path file = place->path().lexically_relative(tree);
    if (fs::is_directory(place->symlink_status()) || !belongs_to_kconfig_part(file)) continue;
    fs::create_directories((to / file).parent_path());
    fs::copy(place->path(), to / file, fs::copy_options::copy_symlinks, problem);
    if (!problem && fs::is_regular_file(place->symlink_status()))
      fs::last_write_time(to / file, fs::last_write_time(place->path()));
  }
  if (problem) return fail("cannot be copied: " + problem.message(), tree.string());
  return {};
}

std::string inputs_of_part(const ExpectedSource& expected) {
  return fmt::format("linuxbake-result 1\nkind linux-kconfig\narch any\nsource {}\nrecipe {}\n",
                     expected.sha256, hash_of_kconfig_part);
}

WantedDirectory wanted_part(const ExpectedSource& expected, const SourceToDeliver& source) {
  const std::string inputs = inputs_of_part(expected);
  const std::string name =
      fmt::format("{}{}{}", expected.tree.string(), mark_in_name, sha256(inputs).substr(0, 12));
  WantedDirectory part{name, inputs, "the Kconfig files of the source", {}};
  part.make = [expected, source](const fs::path& directory) {
    const auto fetched = expected.is_extracted ? Result<void>() : fetch(source, std::nullopt);
    return fetched.and_then(
        [&] { return copy_part(fs::canonical(source.destination), directory); });
  };
  return part;
}

// What is in the part, as it was unpacked.
fs::path complete_mark(const WantedDirectory& part) {
  return part.path.string() + ".complete";
}

// Nobody has changed it since.
bool is_whole(const WantedDirectory& part) {
  const Result<std::string> content = content_of({part.path});
  return content && read_file(complete_mark(part)) == content;
}

Result<void> make_anew(const WantedDirectory& part, const Archiver& archiver,
                       const Console& console) {
  return make_or_take(part, archiver, console)
      .and_then([&] { return content_of({part.path}); })
      .and_then([&](const std::string& content) {
        return write_file_if_different(complete_mark(part), content);
      })
      .map([](bool) {});
}

// A libc and a kernel want it at the same time.
Result<void> renew(const WantedDirectory& part, const Archiver& archiver, const Console& console) {
  const auto lock = Store(archiver.cache, console).lock(part.path.filename().string());
  if (!lock) return tl::unexpected(lock.error());
  if (!is_whole(part)) return make_anew(part, archiver, console);
  touch(complete_mark(part));  // it is used today: helpers/bake/cache
  return {};
}

// Those who have no servers have no use for the part.
Result<void> deliver_with_servers(const SourceToDeliver& source, const ExpectedSource& expected,
                                  const Archiver& archiver, const Console& console) {
  const WantedDirectory part = wanted_part(expected, source);
  if (expected.is_extracted)
    return fetch(source, std::nullopt).and_then([&] { return renew(part, archiver, console); });
  return renew(part, archiver, console).and_then([&] {
    const Result<ExpectedSource> now = expected_source(source);
    return now && now->is_extracted ? Result<void>() : fetch(source, part.path);
  });
}

}  // namespace

bool is_kconfig_part(const fs::path& tree) {
  return tree.filename().string().find(mark_in_name) != std::string::npos;
}

fs::path whole_of(const fs::path& tree) {
  const std::string name = tree.filename().string();
  return tree.parent_path() / name.substr(0, name.find(mark_in_name));
}

bool belongs_to_kconfig_part(const fs::path& file) {
  const auto has = [&](const char* name) {
    return std::find(file.begin(), file.end(), fs::path(name)) != file.end();
  };
  const fs::path first = *file.begin();
  if (!file.has_parent_path() || first == "scripts") return true;
  if (file.filename().string().starts_with("Kconfig")) return true;
  return (first == "arch" || first == "kernel") && (has("configs") || has("tools"));
}

Result<void> deliver_source(const SourceToDeliver& source, const Archiver& archiver,
                            const Console& console) {
  const auto servers = remote::read_settings(archiver.cache.remotes);
  if (!servers) return tl::unexpected(servers.error());
  const Result<ExpectedSource> expected = expected_source(source);
  if (!expected || servers->places.empty()) return fetch(source, std::nullopt);
  return deliver_with_servers(source, *expected, archiver, console);
}

}  // namespace linuxbake::bake
